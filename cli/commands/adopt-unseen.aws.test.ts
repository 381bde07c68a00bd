import { run } from '../../bin/run';
import type { AdoptReport } from '../../domain/adopt/report';
import { parseEnvironments } from '../../environments/parse';
import type { EnvironmentInput } from '../../environments/schema';
import { unseenAccounts } from '../../testing/adopt/accounts';
import { ACCOUNT, commonOf } from '../../testing/adopt/accounts/account';
import { adoptedEntry, adoptingEnvironments } from '../../testing/adopt/environments';
import { type LocalAws, testAws } from '../../testing/aws/local-aws';
import { backupctl, emptyFolder, filesOf } from '../../testing/commands';
import { reportText } from '../adopt/report-text';

let aws: LocalAws;

beforeEach(async () => {
  aws = await testAws(ACCOUNT);
  aws.standIn.state.pageSize = 20;
});

afterEach(() => aws.stop());

/** Names of customers that are enough for each kind of plan. */
const CUSTOMERS = 6;

test.each(unseenAccounts(CUSTOMERS).map((account) => [account.name, account] as const))(
  'X1 account %s is adopted as a careful adopter expects',
  async (name, account) => {
    await account.build(aws);
    const folder = adoptingEnvironments(commonOf(account));
    const { code, stdout, stderr } = await backupctl(
      ['adopt', '--environment', name, '--regions', account.regions.join(','), '--no-plan', '--json'],
      emptyFolder(),
      { ...aws.variables, BACKUP_ENVIRONMENTS_DIR: folder },
    );
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);

    const report: AdoptReport = JSON.parse(stdout);
    const said = reportText(report);
    const { [`${name}.ts`]: text = '', [`${name}.imports.json`]: imports = '' } = filesOf(folder);
    const { default: input } = run(adoptedEntry(folder, name)) as unknown as { readonly default: EnvironmentInput };
    const { environments } = parseEnvironments([{ file: `${name}.ts`, name, input }], new Date());
    const { vaults = [], plans = [] } = environments[0]?.backup ?? {};
    const { expected } = account;
    expect({
      vaults: vaults.map((vault) => vault.name).toSorted(),
      plans: plans.map((plan) => plan.name).toSorted(),
    }).toEqual({ vaults: expected.vaults.toSorted(), plans: expected.plans.toSorted() });
    expect(expected.referenced.filter((arn) => !text.includes(arn) || imports.includes(arn))).toEqual([]);
    const notNamed = report.items.filter(({ state, name: part, reason = '' }) => {
      const [arn = part] = /arn:\S+/.exec(reason) ?? [];
      return state === 'referenced' && !text.includes(arn);
    });
    expect(notNamed).toEqual([]);
    const [, outside = ''] = said.split('\nOutside: ');
    expect(expected.outside.filter((reason) => !reason.test(outside))).toEqual([]);
    expect(expected.reported.filter((reason) => !reason.test(said))).toEqual([]);
    for (const secret of expected.secrets) expect([text, imports, said, stderr].join('\n')).not.toContain(secret);
  },
);
