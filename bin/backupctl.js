#!/usr/bin/env node
'use strict';

const v8 = require('node:v8');

// Most commands end before optimized code pays off, and compiling it takes a fifth of the processor time of a synth.
v8.setFlagsFromString('--interrupt-budget=1000000');

void require('./run').run('cli/main.ts').main();
