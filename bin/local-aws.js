#!/usr/bin/env node
'use strict';

// `npm run local-aws`: a local AWS for people (docs/local-walkthrough.md).

const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

process.chdir(path.dirname(__dirname));
if (!existsSync('.venv')) console.error('installing moto into .venv, once: half a minute');
const { status } = spawnSync(process.execPath, [path.join('local-aws', 'install.js')], { stdio: 'inherit' });
// The cause is reported already: Python is missing, or its packages cannot be installed.
if (status === 0) require('./run').run('local-aws/main.ts');
else process.exitCode = 2;
