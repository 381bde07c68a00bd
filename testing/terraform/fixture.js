'use strict';

// What the cdktf command line runs for the fixture.
require('../../bin/run').run('testing/terraform/fixture.ts');
