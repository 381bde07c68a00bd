import path from 'node:path';

import type { Case } from '../case';

/** What `npm run synth` runs. */
export const synth: Case = {
  name: 'synth, as shipped',
  goal: { measure: 'ratio', atMost: 0.8 },
  prepare: ({ root }) => ({ arguments: [path.join(root, 'bin/backupctl.js'), 'synth'] }),
};
