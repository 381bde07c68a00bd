import path from 'node:path';

import type { Case } from '../case';

/** Commands that only think answer before one waits for them. */
export const help = quick('backupctl --help', ['--help']);
export const schedule = quick('backupctl schedule', [
  'schedule',
  '--cron',
  'cron(0 6 * * ? *)',
  '--timezone',
  'Asia/Tokyo',
]);

function quick(name: string, args: readonly string[]): Case {
  return {
    name,
    goal: { measure: 'wallMs', atMost: 400 },
    prepare: ({ root }) => ({ arguments: [path.join(root, 'bin/backupctl.js'), ...args] }),
  };
}
