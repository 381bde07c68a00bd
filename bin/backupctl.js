#!/usr/bin/env node
'use strict';

const v8 = require('node:v8');

// A synth ends before most optimized code pays off, and compiling that takes a fifth of its processor time.
if (process.argv[2] === 'synth') v8.setFlagsFromString('--interrupt-budget=1000000');

void require('./run').run('cli/main.ts').main();
