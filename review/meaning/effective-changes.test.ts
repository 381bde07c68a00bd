import type { OrganizationPlaces } from '../model/organization';
import { type Review, reviewApps } from '../review';

type Json = Record<string, unknown>;
type Attached = Readonly<Record<string, readonly string[]>>;

const RULE = {
  schedule_expression: { '@@assign': 'cron(0 6 * * ? *)' },
  target_backup_vault_name: { '@@assign': 'V' },
  lifecycle: { delete_after_days: { '@@assign': '30' } },
};
const SELECTIONS = {
  tags: {
    s: {
      iam_role_arn: { '@@assign': 'arn:aws:iam::$account:role/r' },
      tag_key: { '@@assign': 'Backup' },
      tag_value: { '@@assign': ['On'] },
    },
  },
};
const plan = (rule: Json = RULE): Json => ({
  regions: { '@@assign': ['ap-northeast-1'] },
  rules: { R: rule },
  selections: SELECTIONS,
});
const days = (count: string): Json => ({ rules: { R: { lifecycle: { delete_after_days: { '@@assign': count } } } } });
const NONE = { '@@operators_allowed_for_child_policies': ['@@none'] };
const locked = { ...RULE, lifecycle: { delete_after_days: { '@@assign': '30', ...NONE } } };

/** An organization stack with these policies, each attached to targets. */
function app(policies: Readonly<Record<string, Json>>, attached: Attached): Record<string, Json> {
  const policy = Object.entries(policies).map(([name, plans]) => [name, { name, content: JSON.stringify({ plans }) }]);
  const attachments = Object.entries(attached).flatMap(([name, targets]) =>
    targets.map((target) => [
      `${name}-${target}`,
      { policy_id: `\${aws_organizations_policy.${name}.id}`, target_id: target },
    ]),
  );
  return {
    organizations: {
      resource: {
        aws_organizations_policy: Object.fromEntries(policy) as Json,
        aws_organizations_policy_attachment: Object.fromEntries(attachments) as Json,
      },
    },
  };
}

function review(base: Record<string, Json>, head: Record<string, Json>, organization?: OrganizationPlaces): Review {
  return reviewApps(base, head, {
    now: new Date('2026-11-21T00:00:00Z'),
    failOn: 'high',
    acceptances: [],
    acceptanceFile: '',
    environments: [],
    ...(organization && { organization }),
  });
}

const effective = ({ findings }: Review) =>
  findings
    .filter(({ address }) => address.startsWith('effective_policy.'))
    .map(({ severity, rule, address, path }) => [`${severity} ${rule}`, address, path]);

const ROOT = ['r-1'];
const OU = ['ou-1'];
const base = app({ A: { P: plan() }, B: { P: days('60') } }, { A: ROOT, B: OU });
const SHORTER = ['high retention-shorter', 'effective_policy.ou-1', 'plans/p/rules/r/lifecycle/delete_after_days'];

test('D reports what an account loses because a policy above it forbids changes', () => {
  const head = app({ A: { P: plan(locked) }, B: { P: days('60') } }, { A: ROOT, B: OU });
  expect(effective(review(base, head))).toEqual([SHORTER]);
});

test('D reports what an account loses by a new policy below, and nothing if it loses nothing', () => {
  const withNew = (count: string) =>
    app({ A: { P: plan() }, B: { P: days('60') }, C: { P: days(count) } }, { A: ROOT, B: OU, C: ['111111111111'] });
  expect(effective(review(base, withNew('7')))).toEqual([
    ['high retention-shorter', 'effective_policy.111111111111', SHORTER[2]],
  ]);
  expect(effective(review(base, withNew('90')))).toEqual([]);
});

test('D reports an effective policy that AWS would withhold, only once', () => {
  const incomplete = app({ A: { P: plan() }, B: { P: days('60') }, C: { Q: days('7') } }, { A: ROOT, B: OU, C: OU });
  expect(effective(review(base, incomplete))).toEqual([
    ['critical effective-policy-withheld', 'effective_policy.ou-1', expect.stringMatching(/^withheld\/plans\/q/)],
    ['critical effective-policy-withheld', 'effective_policy.ou-1', expect.stringMatching(/^withheld\/plans\/q/)],
  ]);
  const renamed = app({ A: { P: plan() }, B: { P: days('60') }, C: { Q: days('8') } }, { A: ROOT, B: OU, C: OU });
  expect(effective(review(incomplete, renamed))).toEqual([]);
  expect(effective(review(incomplete, base))).toEqual([]);
});

test('D reports an effective policy that never runs', () => {
  const never = { rules: { R: { schedule_expression: { '@@assign': 'cron(0 6 * * ? 2025)' } } } };
  const head = app({ A: { P: plan() }, B: { P: days('60') }, C: { P: never } }, { A: ROOT, B: OU, C: OU });
  expect(effective(review(base, head)).map(([rule]) => rule)).toEqual([
    'high effective-policy-fails',
    'high runs-less-often',
  ]);
});

test('D reports a change of the policy itself once, and no effective policy for it', () => {
  const head = app({ A: { P: plan() }, B: { P: days('50') } }, { A: ROOT, B: OU });
  const { findings } = review(base, head);
  expect(findings.map(({ rule, address }) => [rule, address])).toEqual([
    ['retention-shorter', 'aws_organizations_policy.B'],
  ]);
});

test('D knows the place of an account in the organization, if it is configured', () => {
  const before = app({ A: { P: plan() } }, { A: OU });
  const after = app({ A: { P: plan() }, B: { P: days('90') } }, { A: OU, B: ['111111111111'] });
  const places = { id: 'r-1', accounts: [], ous: [{ id: 'ou-1', ous: [], accounts: [{ id: '111111111111' }] }] };
  expect(effective(review(before, after, places))).toEqual([]);
  expect(effective(review(before, after)).map(([rule]) => rule)).toContain('critical effective-policy-withheld');
});

test('D reports a plan that only moves to another policy as rewritten, if the places of all accounts are known', () => {
  const places = { id: 'r-1', accounts: [{ id: '111111111111' }], ous: [] };
  const before = app({ A: { P: plan() }, B: {} }, { A: ROOT, B: ROOT });
  const after = app({ A: {}, B: { P: plan() } }, { A: ROOT, B: ROOT });
  const rules = (found: Review) => found.findings.map(({ severity, rule }) => `${severity} ${rule}`);
  expect(rules(review(before, after, places))).toEqual(['medium policy-plan-added', 'low policy-rewritten']);
  expect(rules(review(before, after))).toContain('high policy-plan-removed');
  const shorter = app({ A: {}, B: { P: { ...plan(), ...days('7') } } }, { A: ROOT, B: ROOT });
  expect(rules(review(before, shorter, places))).toContain('high policy-plan-removed');
});

test('D judges 10,000 accounts together', () => {
  const accounts = Array.from({ length: 10_000 }, (_, index) => ({ id: String(100_000_000_000 + index) }));
  const places = { id: 'r-1', accounts: [], ous: [{ id: 'ou-1', ous: [], accounts }] };
  const head = app({ A: { P: plan(locked) }, B: { P: days('60') } }, { A: ROOT, B: OU });
  const start = performance.now();
  const found = review(base, head, places).findings.filter(({ rule }) => rule === 'retention-shorter');
  expect(performance.now() - start).toBeLessThan(3000);
  expect(found.map(({ address }) => address)).toEqual(['effective_policy.<account>']);
  expect(found[0]?.accounts).toHaveLength(10_000);
});
