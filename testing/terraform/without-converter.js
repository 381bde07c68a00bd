'use strict';

// Preloaded into the cdktf command line: only `cdktf convert` uses the converter from HCL, which takes longer to load than
// everything else.

const { createRequire, Module } = require('node:module');

const converter = createRequire(require.resolve('cdktf-cli/package.json')).resolve('@cdktf/hcl2cdk');
require.cache[converter] = Object.assign(new Module(converter), { loaded: true });
