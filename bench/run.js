'use strict';

require('../bin/run').run('bench/main.ts');
