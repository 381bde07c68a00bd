'use strict';

require('../bin/run').run('bench/coverage.ts');
