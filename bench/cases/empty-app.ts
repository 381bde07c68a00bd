import path from 'node:path';

import type { Case } from '../case';

export const emptyApp: Case = {
  name: 'empty app, by tsx',
  prepare: ({ root }) => ({
    // In the process itself: the command `tsx` would add another process.
    arguments: ['--import', require.resolve('tsx'), path.join(root, 'bench/empty-app.ts')],
  }),
};
