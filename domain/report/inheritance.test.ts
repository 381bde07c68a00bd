import { reportOf, sourceText } from '../../testing/report';
import type { ReportData } from './data';

const KEEP = 'plans/test-bk-plan/rules/test-bk-rule/lifecycle/delete_after_days';

function historyOf({ accounts, profiles, inheritance }: ReportData, name: string, setting: string) {
  const [, , , profile = -1] = accounts.find(([, account]) => account === name) ?? [];
  const effect = inheritance?.effects[profiles[profile]?.effect ?? -1];
  const pair = effect?.settings.find(([index]) => inheritance?.settings[index] === setting);
  return inheritance?.histories[pair?.[1] ?? -1];
}

test('H2 the last policy on the path wins, and the others are listed with their source', () => {
  const data = reportOf();
  const history = historyOf(data, 'prod', KEEP);
  expect(history?.value).toBe('35');
  expect(history?.steps.map(({ source, ...step }) => [step, sourceText(data, source)])).toEqual([
    [
      { policy: 'test-bk-policy', target: 'root', action: 'set', value: '7', blocked: null },
      'environments/organization.ts: policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
    ],
    [
      {
        policy: 'test-bk-policy-production',
        target: 'OU Workloads/Production',
        action: 'set',
        value: '35',
        blocked: null,
      },
      'environments/organization.ts: policies.test-bk-policy-production.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
    ],
  ]);
  expect(historyOf(data, 'dev', KEEP)?.value).toBe('7');
});

test('H2 shows where policies are attached', () => {
  const { inheritance } = reportOf();
  const names = inheritance?.attached.map(([target, policies]) => [
    target,
    policies.map((index) => inheritance.policies[index]?.name),
  ]);
  expect(names).toEqual([
    ['r-ab12', ['test-bk-policy']],
    ['ou-ab12-production', ['test-bk-policy-production']],
  ]);
});

test('H2 without an organization there is no inheritance, and each environment is an account', () => {
  const data = reportOf((inputs) => {
    Object.assign(inputs, { organization: undefined });
  });
  expect(data.inheritance).toBeNull();
  expect(data.accounts.map(([, name]) => name)).toEqual(['dev', 'stg', 'prod']);
});
