#!/usr/bin/env node
'use strict';

const v8 = require('node:v8');

const { run } = require('./run');

// A synth ends before most optimized code pays off, and compiling that takes a fifth of its processor time. Node.js loads
// its own modules from a cache only before.
if (process.argv[2] === 'synth') v8.setFlagsFromString('--interrupt-budget=1000000');

void run('cli/main.ts').main();
