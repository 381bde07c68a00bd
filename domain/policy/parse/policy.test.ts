import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';

import { fixtures } from '../../../testing/fixtures';
import { arbitraryPolicy } from '../../../testing/policy/arbitrary-policy';
import { PLAN_CASES } from '../../../testing/policy/lint-cases/plans';
import { RULE_CASES } from '../../../testing/policy/lint-cases/rules';
import { STRUCTURE_CASES } from '../../../testing/policy/lint-cases/structure';
import { assign, policyOf, ruleOf } from '../../../testing/policy/linted';
import { isObject } from '../../json-object';
import { stableJson } from '../../stable-json';
import { mergeInherited } from '../inheritance';
import { policyDocument, policyText } from '../serialize-policy';
import { typedPolicy } from './policy';

/** What an adopted document says: typed, or as it is. */
function adopted(document: unknown) {
  const typed = typedPolicy(document);
  return 'policy' in typed ? typed.policy : { document: document as Record<string, unknown> };
}

const reasonOf = (document: unknown) => {
  const typed = typedPolicy(document);
  return 'policy' in typed ? 'typed' : `${typed.path}: ${typed.reason}`;
};

/** Every backup policy in files of the repository. */
function filesWithPolicies(): [string, unknown][] {
  const root = path.join(__dirname, '../../..');
  const cases = readdirSync(path.join(root, 'testing/cases'), { recursive: true, encoding: 'utf8' });
  const files = cases.filter((file) => /policy[^/]*\.json$/.test(file)).map((file) => `testing/cases/${file}`);
  const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const tree = Object.entries(read('docs/examples/tree.json').policies);
  return [...[...files, 'docs/examples/policy.json'].map((file): [string, unknown] => [file, read(file)]), ...tree];
}

const written = [...STRUCTURE_CASES, ...RULE_CASES, ...PLAN_CASES].flatMap(({ rule, at, bad, good }) => [
  [`${rule} at ${at}, refused`, bad] as const,
  [`${rule} at ${at}`, good] as const,
]);
const documents = [...filesWithPolicies(), ...written].filter(([, document]) => isObject(document));

test('X3 a document of the tests says the same after it was adopted, typed or not', () => {
  const typed = documents.filter(([, document]) => reasonOf(document) === 'typed').length;
  expect(documents.length).toBeGreaterThan(150);
  expect(typed / documents.length).toBeGreaterThan(0.75);
  for (const [, document] of documents) {
    const policy = adopted(document);
    const text = policyText(policy);
    expect(mergeInherited([[JSON.parse(text)]])).toEqual(mergeInherited([[document]]));
    expect(policyText(adopted(JSON.parse(text)))).toBe(text);
  }
});

test.each(filesWithPolicies().filter(([name]) => !/govcloud|more-tags/.test(name)))('X3 %s is typed', (_, document) => {
  expect(reasonOf(document)).toBe('typed');
});

test('X3 the policies of the fixtures are typed as they were written', () => {
  for (const { plans, ...policy } of fixtures.organization.policies) {
    expect(typedPolicy(policyDocument({ ...policy, plans }))).toEqual({ policy: { plans } });
  }
});

test('X3 any typed policy comes back from its document', () => {
  fc.assert(
    fc.property(arbitraryPolicy, (policy) => {
      const text = policyText(policy);
      const typed = typedPolicy(JSON.parse(text));
      expect(typed).toEqual({ policy: expect.anything() });
      if ('policy' in typed) expect(policyText(typed.policy)).toBe(text);
    }),
    { numRuns: 40 },
  );
});

/** The document as another tool could have written it. */
function rewritten(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value;
  if (!isObject(value))
    return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) && seed % 2 ? Number(value) : value;
  const spelled = (key: string): string =>
    /^(?:plans|rules|lifecycle|@@assign|delete_after_days|selections|tag_key)$/.test(key) && seed % 3 === 0
      ? key.toUpperCase()
      : key;
  const entries = Object.entries(value).map(([key, inner]) => [spelled(key), rewritten(inner, seed)] as const);
  return Object.fromEntries(seed % 5 < 3 ? entries.toReversed() : entries);
}

test('X3 the order and the case of keys, and numbers instead of text, change nothing', () => {
  fc.assert(
    fc.property(arbitraryPolicy, fc.nat(), (policy, seed) => {
      const document = rewritten(policyDocument(policy), seed);
      const text = policyText(adopted(document));
      expect(mergeInherited([[JSON.parse(text)]])).toEqual(mergeInherited([[policyDocument(policy)]]));
      expect(text).toBe(policyText(policy));
    }),
    { numRuns: 40 },
  );
});

const selection = (part: object) =>
  policyOf({
    selections: {
      tags: {
        S: {
          iam_role_arn: assign('arn:aws:iam::$account:role/r'),
          tag_key: assign('k'),
          tag_value: assign(['v']),
          ...part,
        },
      },
    },
  });
const condition = (key: string) => ({
  conditions: { string_equals: { C: { condition_key: assign(key), condition_value: assign('v') } } },
});
const VAULT = 'arn:aws:backup:us-east-1:$account:backup-vault:other';
const SETTING = 'the configuration has no setting for it';

test.each([
  ['an unknown key', ruleOf({ later: assign('x') }), `plans/P/rules/R/later: ${SETTING}`],
  ['a stray operator', { ...policyOf({}), '@@assign': 'x' }, `@@assign: ${SETTING}`],
  ['no plans', {}, ': it has no plans'],
  ['the same name twice', policyOf({ rules: { R: {}, r: {} } }), 'plans/P/rules/r: it is there twice'],
  [
    'a vault in another partition',
    ruleOf({
      copy_actions: {
        [VAULT.replace('aws', 'aws-cn')]: { target_backup_vault_arn: assign(VAULT.replace('aws', 'aws-cn')) },
      },
    }),
    'plans/P/rules/R/copy_actions/arn:aws-cn:backup:us-east-1:$account:backup-vault:other: its target arn:aws-cn:backup:us-east-1:$account:backup-vault:other is not the vault that is its key',
  ],
  [
    'a copy without its own target',
    ruleOf({ copy_actions: { [VAULT]: {} } }),
    `plans/P/rules/R/copy_actions/${VAULT}/target_backup_vault_arn: it is missing, or restricts child policies`,
  ],
  [
    'a selection that only adds values',
    { plans: { P: { selections: { tags: { S: { tag_value: { '@@append': ['v'] } } } } } } },
    'plans/P/selections/tags/S: it has no tag_key or no tag_value',
  ],
  [
    'a number with leading zeros',
    ruleOf({ start_backup_window_minutes: assign('060') }),
    'plans/P/rules/R/start_backup_window_minutes: the configuration has no such value: "060"',
  ],
  [
    'a number that is none',
    ruleOf({ lifecycle: { delete_after_days: assign('soon') } }),
    'plans/P/rules/R/lifecycle/delete_after_days: the configuration has no such value: "soon"',
  ],
  [
    'a condition on another key',
    selection(condition('aws:PrincipalTag/x')),
    'plans/P/selections/tags/S/conditions/string_equals/C: it needs a value and a key that begins with aws:ResourceTag/',
  ],
  [
    'a role without an ARN',
    selection({ iam_role_arn: assign('role') }),
    'plans/P/selections/tags/S/iam_role_arn: the configuration has no such value: "role"',
  ],
  [
    'an operator that AWS does not have',
    policyOf({ '@@operators_allowed_for_child_policies': ['@@some'] }),
    'plans/P/@@operators_allowed_for_child_policies: it has unknown operators',
  ],
  [
    'a prefix of a condition twice',
    selection(condition('aws:ResourceTag/aws:ResourceTag/x')),
    ': the typed form would say something else',
  ],
])('X3 %s stays as it is', (_, document, reason) => {
  expect(reasonOf(document)).toBe(reason);
});

test('X3 a condition on a tag, and a copy into another account, are typed', () => {
  expect(reasonOf(selection(condition('aws:ResourceTag/x')))).toBe('typed');
  const other = VAULT.replace('$account', '111111111111');
  expect(reasonOf(ruleOf({ copy_actions: { [other]: { target_backup_vault_arn: assign(other) } } }))).toBe('typed');
});

test('X3 an empty object stays only where child policies are restricted: it lets them change what is there', () => {
  expect(reasonOf(ruleOf({ lifecycle: {} }))).toBe('typed');
  const restricted = ruleOf({ lifecycle: {}, '@@operators_allowed_for_child_policies': ['@@none'] });
  expect(policyText(adopted(restricted))).toBe(stableJson(restricted));
});
