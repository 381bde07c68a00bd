#!/usr/bin/env node
'use strict';

void require('./run').run('cli/main.ts').main();
