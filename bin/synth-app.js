'use strict';

// What the cdktf command line runs: cdktf.json names it.
require('./run').run('main.ts');
