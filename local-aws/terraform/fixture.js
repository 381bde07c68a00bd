'use strict';

// What the cdktf command line runs for the fixture.
require('../../bin/run').run('local-aws/terraform/fixture.ts');
