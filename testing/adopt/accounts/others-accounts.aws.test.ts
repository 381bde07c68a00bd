import type { AdoptReport } from '../../../domain/adopt/report';
import { type LocalAws, testAws } from '../../aws/local-aws';
import { backupctl, emptyFolder } from '../../commands';
import { adoptingEnvironments } from '../environments';
import { ACCOUNT } from './account';
import { type OthersAccount, partLine } from './others-account';
import { OTHERS_ACCOUNTS } from './others-accounts';

// All ten, with Terraform: testing/provider/others-accounts.sweep.provider.test.ts.
const SELECTED = ['two plans with one name', 'a shared topic with foreign statements'];
const selected = OTHERS_ACCOUNTS.filter(({ name }) => SELECTED.includes(name));

let aws: LocalAws;

beforeEach(async () => {
  aws = await testAws(ACCOUNT);
});

afterEach(() => aws.stop());

test.each<OthersAccount>(selected)('X1 $name: every part is taken over, or has a reason', async (account) => {
  await account.fill(aws);
  const { code, stdout, stderr } = await backupctl(
    ['adopt', '--environment', 'company', '--out', '.', '--json', '--no-plan', '--regions', account.regions.join(',')],
    emptyFolder(),
    { ...aws.variables, BACKUP_ENVIRONMENTS_DIR: adoptingEnvironments() },
  );
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  const { items, denied }: AdoptReport = JSON.parse(stdout);
  expect(denied).toEqual([]);
  expect(items.map(partLine).toSorted()).toEqual(account.parts.toSorted());
  const left = items.filter(({ state }) => state === 'outside' || state === 'refused');
  expect(left.filter(({ reason, remedy }) => reason === undefined || remedy === undefined)).toEqual([]);
});
