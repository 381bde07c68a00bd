import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { largeTree } from '../../testing/policy/large-tree';
import type { Case } from '../case';

/** What every account of a large organization gets. */
export const largeOrganization: Case = {
  name: 'policy effective, 10,000 accounts in 200 OUs',
  goal: { measure: 'wallMs', atMost: 2000 },
  prepare: ({ root, folder }) => {
    const tree = path.join(folder, 'tree.json');
    writeFileSync(tree, JSON.stringify(largeTree({ accounts: 10_000, ous: 200, oneOwnPolicyIn: 10 })));
    return {
      arguments: [path.join(root, 'bin/backupctl.js'), 'policy', 'effective', '--tree', tree, '--all', '--json'],
    };
  },
};
