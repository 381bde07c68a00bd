import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { AdoptReport } from '../../domain/adopt/report';
import type { LocalAws } from '../../local-aws/start';
import { ACCOUNT } from '../adopt/accounts/account';
import { type OthersAccount, partLine } from '../adopt/accounts/others-account';
import { OTHERS_ACCOUNTS } from '../adopt/accounts/others-accounts';
import { adoptedEntry, adoptingEnvironments } from '../adopt/environments';
import { backupctl, emptyFolder } from '../commands';
import { appliedPlan } from './applied-plan';
import { providerVariables, standaloneApp } from './deployed-account';
import { startAccount } from './provider-account';

let aws: LocalAws | undefined;

afterEach(() => aws?.stop());

const ENVIRONMENT = 'company';

/** Adopts the account, and adds the environment to those of the user. */
async function adopt(account: OthersAccount, environments: string, from: LocalAws): Promise<AdoptReport> {
  const { code, stdout, stderr } = await backupctl(
    ['adopt', '--environment', ENVIRONMENT, '--json', '--regions', account.regions.join(',')],
    emptyFolder(),
    { ...providerVariables(from), BACKUP_ENVIRONMENTS_DIR: environments },
  );
  if (code !== 0) throw new Error(stderr);
  adoptedEntry(environments, ENVIRONMENT);
  const line = `  ${ENVIRONMENT}: () => import('./${ENVIRONMENT}'),`;
  writeFileSync(path.join(environments, 'index.ts'), `export const environments = {\n${line}\n};\n`);
  return JSON.parse(stdout) as AdoptReport;
}

/** What AWS Backup has, without tags: every first apply adds those of the environment. */
function backupsIn({ standIn }: LocalAws): unknown {
  const { vaults, plans } = standIn.state;
  return JSON.parse(
    JSON.stringify({ vaults, plans }, (key, value: unknown) => (/tags$/i.test(key) ? undefined : value)),
  );
}

test.each(OTHERS_ACCOUNTS)(
  'X1 $name: the first apply replaces and destroys nothing, takes no access away, and the second plan is empty',
  async (account) => {
    aws = await startAccount(ACCOUNT);
    await account.fill(aws);
    const environments = adoptingEnvironments();
    const { items, denied, plan } = await adopt(account, environments, aws);
    if (!('changed' in plan)) throw new Error(plan.unknown);
    expect([items.map(partLine).toSorted(), denied]).toEqual([account.parts.toSorted(), []]);
    const changed = plan.changed.flatMap(({ address, changes }) =>
      changes.map(({ argument }) => `${address.replace(/\..*/, '')} ${argument}`),
    );
    expect([...new Set(changed)].filter((change) => !/ tag \w+$/.test(change))).toEqual(account.changed);

    const before = backupsIn(aws);
    const critical: string[] = [];
    const app = await standaloneApp(aws, environments, { name: ENVIRONMENT, accountId: ACCOUNT });
    for (const name of app.stacks.keys()) {
      const { actions, findings } = await appliedPlan(app, name);
      expect(actions.filter((action) => !/^(create|update) /.test(action))).toEqual([]);
      critical.push(...findings.filter((finding) => finding.startsWith('critical')));
    }
    expect(critical).toEqual([]);
    expect(backupsIn(aws)).toEqual(before);
  },
);
