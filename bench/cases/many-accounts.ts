import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { counted } from '../../domain/counted';
import type { Case, Place } from '../case';
import { generateOrganization } from '../generate-organization';

/** The largest organization that AWS allows without a request has 10,000 accounts. */
const MANY = 10_000;

const started = ({ root, folder }: Place, accounts: number, args: readonly string[]) => ({
  arguments: [path.join(root, 'bin/backupctl.js'), ...args],
  variables: { BACKUP_ENVIRONMENTS_DIR: generateOrganization({ root, folder, accounts }) },
});

/** Synth of the fixtures' environments and an organization of so many accounts, whose members a StackSet reaches. */
function synthOfAccounts(accounts: number): Case {
  return {
    name: `synth, ${counted(accounts)} accounts`,
    prepare: (place) => started(place, accounts, ['synth']),
  };
}

export const FEW_ACCOUNTS = synthOfAccounts(10);
export const MANY_ACCOUNTS = synthOfAccounts(MANY);

/** What every account of the configuration gets. */
export const effectiveOfAccounts: Case = {
  name: 'policy effective --all, 10,000 accounts',
  goal: { measure: 'wallMs', atMost: 2000 },
  prepare: (place) => started(place, MANY, ['policy', 'effective', '--all']),
};

/** What the accounts of the configuration can restore, as charts. */
export const reportOfAccounts: Case = {
  name: 'backupctl report, 10,000 accounts',
  goal: { measure: 'wallMs', atMost: 2000 },
  prepare: (place) => started(place, MANY, ['report', '--output', path.join(place.folder, 'report.html')]),
};

/** A change of one policy that reaches every account. */
export const reviewOfAccounts: Case = {
  name: 'backupctl review, 10,000 accounts',
  goal: { measure: 'wallMs', atMost: 2000 },
  prepare: (place) => {
    const base = path.join(place.folder, 'base');
    const program = started(place, MANY, ['review', '--base', base, '--fail-on', 'critical']);
    const [backupctl = ''] = program.arguments;
    const env = { ...process.env, ...program.variables };
    execFileSync(process.execPath, [backupctl, 'synth'], { cwd: place.folder, stdio: 'ignore', env });
    cpSync(path.join(place.folder, 'cdktf.out'), base, { recursive: true });
    const stack = path.join(place.folder, 'cdktf.out/stacks/organizations/cdk.tf.json');
    const daily = /(delete_after_days\\":\{\\"@@assign\\":\\")30/g;
    writeFileSync(stack, readFileSync(stack, 'utf8').replaceAll(daily, '$131'));
    return program;
  },
};
