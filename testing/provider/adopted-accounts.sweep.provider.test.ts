import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { AdoptReport } from '../../domain/adopt/report';
import type { LocalAws } from '../../local-aws/start';
import { unseenAccounts } from '../adopt/accounts';
import { ACCOUNT, commonOf } from '../adopt/accounts/account';
import { adoptedEntry, adoptingEnvironments } from '../adopt/environments';
import { factsOf } from '../adopt/facts';
import { backupctl, emptyFolder } from '../commands';
import { appliedPlan } from './applied-plan';
import { providerVariables, standaloneApp } from './deployed-account';
import { startAccount } from './provider-account';

let aws: LocalAws | undefined;

afterEach(() => aws?.stop());

const CUSTOMERS = 60;

/** What a first apply may change. */
const EXPLAINED = [
  // The stacks add their own tags to everything, and replace tags with the same keys.
  / tag (?:Environment|ManagedBy|Name|Service|Stack): .* → (?!none)/,
];

test.each(unseenAccounts(CUSTOMERS).map((account) => [account.name, account] as const))(
  'X2 %s: the first apply of an adopted account replaces, destroys and withdraws nothing',
  async (name, account) => {
    aws = await startAccount(ACCOUNT);
    await account.build(aws);
    const before = await factsOf(aws, account);
    const folder = adoptingEnvironments(commonOf(account));
    const { code, stdout, stderr } = await backupctl(
      ['adopt', '--environment', name, '--regions', account.regions.join(','), '--json'],
      emptyFolder(),
      { ...providerVariables(aws), BACKUP_ENVIRONMENTS_DIR: folder },
    );
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    const { plan }: AdoptReport = JSON.parse(stdout);
    if (!('changed' in plan)) throw new Error(plan.unknown);
    const changed = plan.changed.flatMap(({ address, changes }) =>
      changes.map(({ argument, before: old, after }) => `${address} ${argument}: ${old} → ${after}`),
    );
    expect(changed.filter((change) => !EXPLAINED.some((one) => one.test(change)))).toEqual([]);

    adoptedEntry(folder, name);
    writeFileSync(
      path.join(folder, 'index.ts'),
      `export const environments = { ${name}: () => import('./${name}') };\n`,
    );
    const app = await standaloneApp(aws, folder, { name, accountId: ACCOUNT });
    const applied = [];
    for (const stack of ['iam', 'notifications', 'backup']) applied.push(await appliedPlan(app, stack));
    const actions = applied.flatMap((one) => one.actions);
    const findings = applied.flatMap((one) => one.findings);
    expect(actions.filter((action) => action.includes('delete'))).toEqual([]);
    expect(findings.filter((finding) => finding.startsWith('critical'))).toEqual([]);
    expect(await factsOf(aws, account)).toMatchObject(before);
  },
);
