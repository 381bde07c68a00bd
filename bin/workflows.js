'use strict';

// `npm run workflows`: generates .github/workflows/main.yml from the list of environments.
require('./run').run('delivery/cli/write-main-workflow.ts');
