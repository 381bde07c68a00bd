import fc from 'fast-check';

import { NOW, reportOf, sourceText } from '../../testing/report';
import { reportInput } from '../../cli/report/report-input';
import { treeOf } from '../organization/organization';
import { effectivePolicies } from '../policy/organization-tree';
import { largeConfiguration } from '../../testing/browser/large-report';
import type { ReportData, ReportPlan } from './data';
import { reportData } from './report-data';

const plansOf = (data: ReportData, name: string): ReportPlan[] => {
  const [, , , profile = -1] = data.accounts.find(([, account]) => account === name) ?? [];
  return (data.profiles[profile]?.plans ?? []).flatMap((index) => data.plans[index] ?? []);
};

describe('the report of the fixtures', () => {
  const data = reportOf();

  test('H2 has every active account once, in its OU', () => {
    expect(data.accounts.map(([id, name, unit]) => [id, name, data.units[unit]?.name])).toEqual([
      ['999999999999', 'management', 'root'],
      ['444444444444', 'shared-services', 'Workloads'],
      ['333333333333', 'prod', 'Production'],
      ['111111111111', 'dev', 'Development'],
      ['222222222222', 'stg', 'Development'],
      ['555555555555', 'log-archive', 'Security'],
    ]);
  });

  test('H2 shows how far back each rule of an account reaches, and where', () => {
    const reached = plansOf(data, 'prod').flatMap(({ owner, rules }) =>
      rules.flatMap(({ name, stores }) =>
        stores.map(({ kind, region, keepDays, coldAfterDays }) => [owner, name, kind, region, keepDays, coldAfterDays]),
      ),
    );
    expect(reached).toEqual([
      ['environment prod', 'EC2', 'vault', 'ap-northeast-1', 30, null],
      ['environment prod', 'EC2', 'copy', 'ap-northeast-3', 30, null],
      ['environment prod', 'Monthly', 'vault', 'ap-northeast-1', 365, 30],
      ['organization policies', 'test-bk-rule', 'vault', 'ap-northeast-1', 35, null],
    ]);
  });

  test('H2 shows how many hours of changes a rule can lose: the longest month for a monthly one', () => {
    const gaps = plansOf(data, 'prod').flatMap(({ rules }) =>
      rules.map(({ name, longestGapHours }) => [name, longestGapHours]),
    );
    expect(gaps).toEqual([
      ['EC2', 24],
      ['Monthly', 31 * 24],
      ['test-bk-rule', 1],
    ]);
  });

  test('H2 a rule of a policy without a schedule runs daily, as AWS does it', () => {
    const changed = reportOf(({ organization }) => {
      delete organization?.policies?.[0]?.plans?.[0]?.rules?.[0]?.schedule;
    });
    const rules = plansOf(changed, 'prod').flatMap((plan) => plan.rules.filter(({ name }) => name === 'test-bk-rule'));
    expect(rules.map(({ schedule, longestGapHours, ages }) => [schedule, longestGapHours, ages.slice(0, 2)])).toEqual([
      ['cron(0 5 ? * * *)', 24, [24, 48]],
    ]);
  });

  test('H3 shows the file and the path of each value, of a policy in the policy that sets it', () => {
    const sources = plansOf(data, 'prod').flatMap(({ rules }) =>
      rules.flatMap(({ stores }) => stores.map(({ source }) => sourceText(data, source))),
    );
    expect(sources).toEqual([
      'environments/prod.ts: backup.plans.EC2.rules.EC2.deleteAfterDays',
      'environments/prod.ts: backup.plans.EC2.rules.EC2.copies.EC2',
      'environments/prod.ts: backup.plans.EFS.rules.Monthly.deleteAfterDays',
      'environments/organization.ts: policies.test-bk-policy-production.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
    ]);
  });

  test('H2 shows why a copy may fail, at the copy', () => {
    const [copy] = plansOf(data, 'prod')[0]?.rules[0]?.stores.filter(({ kind }) => kind === 'copy') ?? [];
    expect(copy?.problems).toEqual([
      expect.stringMatching(
        /^copies of Aurora, .* but vault EC2 has an AWS-managed key → give vault EC2 a customer-managed key/,
      ),
    ]);
  });

  test('H1 shows which types need a tag, and which plans reach them', () => {
    const { types, cells } = data.coverage;
    const cell = (account: string, type: string) => {
      const [, , , profile = -1] = data.accounts.find(([, name]) => name === account) ?? [];
      const [state, plans = []] = cells[profile]?.[types.indexOf(type)] ?? [];
      return [state, plans.map((index) => data.plans[index]?.name)];
    };
    expect(cell('prod', 'EFS')).toEqual(['tagged', ['EC2', 'EFS', 'test-bk-plan']]);
    expect(cell('dev', 'EFS')).toEqual(['tagged', ['EC2', 'test-bk-plan']]);
    expect(cell('management', 'S3')).toEqual(['tagged', ['test-bk-plan']]);
  });

  test('depends only on the configuration', () => {
    expect(reportOf()).toEqual(data);
  });
});

test('H1 a selection without tags reaches its types whatever their tags', () => {
  const [plan] = plansOf(
    reportOf(({ environments: [dev] }) => {
      const resources = ['arn:aws:elasticfilesystem:*:*:file-system/*'];
      if (dev) dev.backup.plans[0]?.selections.splice(0, 1, { name: 'files', resources });
      if (dev) dev.costs = [];
    }),
    'dev',
  );
  expect([plan?.all, plan?.tagged]).toEqual([['EFS'], []]);
  expect(plan?.selections[0]?.text).toBe('arn:aws:elasticfilesystem:*:*:file-system/*');
});

test('H1 shows types that the region has not opted in', () => {
  const { coverage, accounts } = reportOf(({ organization }) => {
    if (organization) organization.optIn = { EC2: true, EFS: false };
  });
  const [, , , profile = -1] = accounts.find(([, name]) => name === 'management') ?? [];
  const state = (type: string) => coverage.cells[profile]?.[coverage.types.indexOf(type)]?.[0];
  expect([state('EC2'), state('EFS')]).toEqual(['tagged', 'opted-out']);
});

test('H2 shows continuous, cold, air-gapped and locked recovery points', () => {
  const data = reportOf(({ environments: [, , prod] }) => {
    const [ec2] = prod?.backup.plans ?? [];
    const [rule] = ec2?.rules ?? [];
    const [vault] = prod?.backup.vaults ?? [];
    if (!rule || !vault) return;
    vault.lock = { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 90 };
    Object.assign(rule, {
      continuous: true,
      airGappedVaultArn: 'arn:aws:backup:ap-northeast-1:333333333333:backup-vault:gapped',
    });
  });
  const stores = plansOf(data, 'prod')[0]?.rules[0]?.stores ?? [];
  expect(stores.map(({ kind, vault, keepDays, lock }) => [kind, vault, keepDays, lock?.mode])).toEqual([
    ['continuous', 'EC2', 30, 'governance'],
    ['vault', 'EC2', 30, 'governance'],
    ['air-gapped', 'gapped', 30, 'compliance'],
    ['copy', 'EC2', 30, undefined],
  ]);
  expect(stores[1]?.lock).toEqual({ mode: 'governance', minDays: 7, maxDays: 90 });
});

describe('at 10,000 accounts', () => {
  const configuration = largeConfiguration(10_000);
  const data = reportData(reportInput(configuration), NOW);

  test('H2 has every active account in less than 2 MB', () => {
    expect(data.accounts).toHaveLength(9_898);
    expect(JSON.stringify(data).length).toBeLessThan(2_000_000);
    expect(data.profiles.length).toBeLessThan(10);
  });

  test('H2 the rules of each account are those of its effective policy', () => {
    const policies = [...effectivePolicies(treeOf(configuration.organization ?? fail()), { now: NOW })];
    const byId = new Map(policies.map(({ accountId, effectivePolicy }) => [accountId, effectivePolicy]));
    fc.assert(
      fc.property(fc.constantFrom(...data.accounts), ([id, , , profile]) => {
        const names = (data.profiles[profile]?.plans ?? [])
          .flatMap((index) => data.plans[index] ?? [])
          .filter(({ owner }) => owner === 'organization policies')
          .map(({ name }) => name);
        expect(names).toEqual(Object.keys(byId.get(id)?.['plans'] ?? {}));
      }),
    );
  });
});

function fail(): never {
  throw new Error('there is no organization');
}

test('H2 a copy that is kept for another time has its own number of recovery points', () => {
  const { plans } = reportOf(({ environments: [, , prod] }) => {
    const [rule] = prod?.backup.plans[0]?.rules ?? [];
    Object.assign(rule?.copies?.[0] ?? {}, { deleteAfterDays: 14 });
  });
  const rule = plans.find(({ owner, name }) => owner === 'environment prod' && name === 'EC2')?.rules[0];
  expect(rule?.recoveryPoints).toBe(30);
  expect(rule?.stores.map(({ kind, recoveryPoints }) => [kind, recoveryPoints])).toEqual([
    ['vault', 30],
    ['copy', 14],
  ]);
});
