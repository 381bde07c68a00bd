import path from 'node:path';

import type { Case, Goal } from '../case';
import { generateEnvironments } from '../generate-environments';

/** Synth of so many environments like prod. */
export function environments(count: number, goal?: Goal): Case {
  return {
    name: `synth, ${count} environments`,
    goal,
    prepare: ({ root, folder }) => ({
      arguments: [path.join(root, 'bin/backupctl.js'), 'synth'],
      variables: { BACKUP_ENVIRONMENTS_DIR: generateEnvironments({ root, folder, count }) },
    }),
  };
}
