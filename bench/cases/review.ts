import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Case } from '../case';

/** A change of the shipped app, compared with it. */
export const review: Case = {
  name: 'backupctl review, as shipped',
  goal: { measure: 'wallMs', atMost: 700 },
  prepare: ({ root, folder }) => {
    const backupctl = path.join(root, 'bin/backupctl.js');
    execFileSync(process.execPath, [backupctl, 'synth'], { cwd: folder, stdio: 'ignore' });
    const base = path.join(folder, 'base');
    cpSync(path.join(folder, 'cdktf.out'), base, { recursive: true });
    const organizations = path.join(folder, 'cdktf.out/stacks/organizations/cdk.tf.json');
    const text = readFileSync(organizations, 'utf8');
    writeFileSync(
      organizations,
      text.replaceAll('delete_after_days\\":{\\"@@assign\\":\\"7', 'delete_after_days\\":{\\"@@assign\\":\\"8'),
    );
    return { arguments: [backupctl, 'review', '--base', base, '--fail-on', 'critical'] };
  },
};
