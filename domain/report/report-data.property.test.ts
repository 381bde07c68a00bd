import fc from 'fast-check';

import { reportInput } from '../../cli/report/report-input';
import { summarizeOrganization } from '../../cli/synth/organization-summary';
import { summarize } from '../../cli/synth/summary';
import type { OrganizationInput } from '../../environments/organization/organization';
import { configurationOf, NOW } from '../../testing/report';
import type { RuleRuns } from '../schedule/rule-runs';
import type { ReportData, ReportPlan } from './data';
import { lossesOf } from './loss';
import { reportData } from './report-data';

// The numbers of the report are those of synth --json, whatever the organization is (H6).

const POLICIES = 'organization policies';
const TARGETS: readonly OrganizationInput['policies'][number]['attachTo'][] = [
  { root: true },
  { ous: ['Workloads'] },
  { ous: ['Workloads/Production', 'Security'] },
  { accounts: ['444444444444'] },
];

const rule = fc.record({ hour: fc.integer({ min: 0, max: 23 }), keep: fc.integer({ min: 1, max: 400 }) });
const policy = fc.record({ rule, plan: fc.constantFrom('a', 'b'), attachTo: fc.constantFrom(...TARGETS) });
const organization = fc.record({ ofEnvironments: rule, policies: fc.array(policy, { maxLength: 4 }) });

type Generated = typeof organization extends fc.Arbitrary<infer G> ? G : never;

function generated({ ofEnvironments, policies }: Generated) {
  return configurationOf(({ environments, organization: input }) => {
    const { hour, keep } = ofEnvironments;
    for (const { backup } of environments)
      for (const one of backup.plans[0]?.rules ?? [])
        Object.assign(one, { schedule: `cron(0 ${hour} * * ? *)`, deleteAfterDays: keep });
    const [first] = input?.policies ?? [];
    const [template] = first?.plans ?? [];
    if (!input || !first || !template) throw new Error('the fixtures have no policy');
    input.policies = policies.map(({ plan, rule: { hour: at, keep: kept }, attachTo }, index) => {
      const rules = (template.rules ?? []).map((one) => ({
        ...one,
        schedule: `cron(0 ${at} ? * * *)`,
        deleteAfterDays: kept,
      }));
      return { name: `policy-${index}`, attachTo, plans: [{ ...template, name: plan, rules }] };
    });
  });
}

function plansOf({ accounts, profiles, plans }: ReportData, account: string): ReportPlan[] {
  const [, , , profile = -1] = accounts.find(([id]) => id === account) ?? [];
  return (profiles[profile]?.plans ?? []).flatMap((index) => plans[index] ?? []);
}

const facts = ({ schedule, timezone, nextRuns, deleteAfterDays, recoveryPoints }: RuleRuns): RuleRuns => ({
  schedule,
  timezone,
  nextRuns,
  deleteAfterDays,
  recoveryPoints,
});

const sorted = (texts: readonly object[]): string[] => texts.map((one) => JSON.stringify(one)).toSorted();

test('H6 rules, runs, retention and recovery points of each account equal those of synth --json', () => {
  fc.assert(
    fc.property(organization, (given) => {
      const configuration = generated(given);
      const data = reportData(reportInput(configuration), NOW);
      const shown = data.accounts.flatMap(([account]) =>
        plansOf(data, account).flatMap(({ owner, name: plan, rules }) =>
          rules.map((one) => ({
            of: owner,
            account,
            plan,
            rule: one.name,
            vault: one.stores[0]?.vault,
            ...facts(one),
          })),
        ),
      );
      const ofEnvironments = summarize(configuration, NOW).flatMap(({ name, accountId: account, rules }) =>
        rules.map((one) => ({
          of: `environment ${name}`,
          account,
          plan: one.plan,
          rule: one.rule,
          vault: one.vault,
          ...facts(one),
        })),
      );
      const ofPolicies = (summarizeOrganization(configuration, NOW) ?? []).flatMap(
        ({ accounts, plan, vault, ...one }) =>
          accounts.map((account) => ({ of: POLICIES, account, plan, rule: one.rule, vault, ...facts(one) })),
      );
      expect(sorted(shown)).toEqual(sorted([...ofEnvironments, ...ofPolicies]));
    }),
    { numRuns: 8 },
  );
});

test('H2 without an account, every rule of it is lost; without its only region, every rule of all accounts', () => {
  fc.assert(
    fc.property(organization, (given) => {
      const data = reportData(reportInput(generated(given)), NOW);
      const count = (account: string): number =>
        plansOf(data, account).reduce((sum, { rules }) => sum + rules.length, 0);
      for (const [id, name] of data.accounts) {
        const losses = lossesOf(data, { account: id });
        expect([name, losses.length, losses.filter(({ remaining }) => remaining.length > 0)]).toEqual([
          name,
          count(id),
          [],
        ]);
      }
      const everywhere = lossesOf(data, { region: 'ap-northeast-1' }).reduce(
        (sum, { accounts }) => sum + accounts.length,
        0,
      );
      expect(everywhere).toBe(data.accounts.reduce((sum, [id]) => sum + count(id), 0));
    }),
    { numRuns: 8 },
  );
});
