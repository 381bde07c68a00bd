import { fixtures } from '../../testing/fixtures';
import { errorsOf, NOW } from '../../testing/environment-inputs';
import { policyNamed } from '../../testing/select';
import { type Block, synthesizedOrganization } from '../../testing/synthesized';
import { policyDocument } from '../../domain/policy/serialize-policy';
import { parseEnvironments } from '../parse';
import type { OrganizationInput } from './organization';

type Draft = { -readonly [K in keyof OrganizationInput]: OrganizationInput[K] };
type Change = (input: Draft) => void;

/** What is refused in the frozen organization after a change. */
function findings(change: Change): string[] {
  const input: Draft = structuredClone(fixtures.organization);
  change(input);
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: fixtures.prod }];
  return errorsOf(() => parseEnvironments(files, NOW, { file: 'environments/organization.ts', input })).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

/** The root's policy as a document, with other text in it. */
const asDocument =
  (text: string, other: string): Change =>
  (input) => {
    const policy = policyNamed(input, 'test-bk-policy') as Record<string, unknown>;
    const { plans } = policyNamed(fixtures.organization, 'test-bk-policy');
    policy['document'] = JSON.parse(JSON.stringify(policyDocument({ plans })).replaceAll(text, other));
    delete policy['plans'];
  };

const contentOf = (change?: Change) =>
  synthesizedOrganization(change).resource('aws_organizations_policy', { name: 'test-bk-policy' })['content'];

test('X3 a policy can be the document that AWS has, which is synthesized unchanged', () => {
  expect(findings(asDocument('', ''))).toEqual([]);
  expect(contentOf(asDocument('', ''))).toBe(contentOf());
});

test('X3 a document keeps the spelling of its keys', () => {
  const respelled = asDocument('"lifecycle"', '"Lifecycle"');
  expect(findings(respelled)).toEqual([]);
  expect(contentOf(respelled)).toContain('"Lifecycle"');
});

test('X3 mistakes in a document are reported at their path in it', () => {
  expect(findings(asDocument('"10080"', '"30"'))).toEqual([
    'policies.test-bk-policy.document.plans.test-bk-plan.rules.test-bk-rule.complete_backup_window_minutes: a window of 30 minutes is not a whole number of 60 minutes or more',
  ]);
});

test('X3 mistakes of the effective policy are reported at the document that makes them', () => {
  expect(findings(asDocument('test-bk-vault', 'test-bk-volt'))).toEqual([]);
  expect(() => synthesizedOrganization(asDocument('test-bk-vault', 'test-bk-volt'))).toThrow(
    'policies.test-bk-policy.document.plans.test-bk-plan.rules.test-bk-rule.target_backup_vault_name = "test-bk-volt"',
  );
});

test('X3 a policy has either plans or a document', () => {
  const { plans } = policyNamed(fixtures.organization, 'test-bk-policy');
  const both: Change = (input) => {
    asDocument('', '')(input);
    Object.assign(policyNamed(input, 'test-bk-policy'), { plans });
  };
  const neither: Change = (input) =>
    delete (policyNamed(input, 'test-bk-policy-production') as { plans?: unknown }).plans;
  expect(findings(both)).toEqual(['policies.test-bk-policy: it has a document, which would replace its plans']);
  expect(findings(neither)).toEqual(['policies.test-bk-policy-production: it has neither plans nor a document']);
});

test('X3 copies of a document get the key of their vault, as those of plans', () => {
  const other = 'arn:aws:backup:us-east-1:444444444444:backup-vault:other';
  const copy = `"copy_actions":{"${other}":{"target_backup_vault_arn":{"@@assign":"${other}"},"lifecycle":{"delete_after_days":{"@@assign":"7"}}}}`;
  const withKeys = (content: Change): Block => {
    const change: Change = (input) => {
      content(input);
      input.existingVaults = [other];
      const vaults = input.baseline.vaults.map((vault) => ({ ...vault, key: 'customer-managed' }));
      input.baseline = { ...input.baseline, vaults };
    };
    return synthesizedOrganization(change).json;
  };
  const root = 'arn:aws:iam::444444444444:root';
  const alone = JSON.stringify(withKeys(asDocument('', ''))).split(root).length;
  const copied = JSON.stringify(withKeys(asDocument('test-bk-vault"}', `test-bk-vault"},${copy}`))).split(root).length;
  expect(copied).toBeGreaterThan(alone);
});

test('X3 a policy keeps its tags, except those of the stacks', () => {
  const tagged =
    (tags: Record<string, string>): Change =>
    (input) =>
      void Object.assign(policyNamed(input, 'test-bk-policy'), { tags });
  const stack = synthesizedOrganization(tagged({ Team: 'storage' }));
  expect(stack.resource('aws_organizations_policy', { name: 'test-bk-policy' })['tags']).toEqual({
    Name: 'test-bk-policy',
    Team: 'storage',
  });
  expect(findings(tagged({ name: 'other' }))).toEqual([expect.stringContaining('policies.test-bk-policy.tags.name: ')]);
});

test('X3 the resource policy of the organization is synthesized as it is, and cannot be destroyed', () => {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: '555555555555' }, Action: 'organizations:List*', Resource: '*' },
  ];
  const delegating =
    (statement: unknown): Change =>
    (input) =>
      void Object.assign(input, { resourcePolicy: { Version: '2012-10-17', Statement: statement } });
  const policy = synthesizedOrganization(delegating(Statement)).resource('aws_organizations_resource_policy');
  expect(JSON.parse(policy['content'])).toEqual({ Version: '2012-10-17', Statement });
  expect(policy['lifecycle']).toEqual({ prevent_destroy: true });
  expect(synthesizedOrganization().resources('aws_organizations_resource_policy')).toEqual({});
  expect(findings(delegating(undefined))).toEqual([expect.stringMatching(/^resourcePolicy\.Statement: /)]);
  expect(findings(delegating('${x}'))).toEqual([
    'resourcePolicy.Statement: Terraform would read this as an expression, not as text',
  ]);
});

test('X3 there can be several delegated administrators, each once and in the organization', () => {
  const administrators =
    (...others: string[]): Change =>
    (input) => {
      input.delegatedAdministrator = '555555555555';
      input.otherDelegatedAdministrators = others;
      input.globalSettings = { ...input.globalSettings, delegatedAdministrator: true };
    };
  const stack = synthesizedOrganization(administrators('444444444444'));
  expect(Object.keys(stack.resources('aws_organizations_delegated_administrator'))).toEqual([
    'delegated-administrator',
    'delegated-administrator-444444444444',
  ]);
  expect(findings(administrators('444444444444'))).toEqual([]);
  expect(findings(administrators('555555555555'))).toEqual([
    'otherDelegatedAdministrators: account 555555555555 is listed twice',
  ]);
  expect(findings(administrators('123456789012'))).toEqual([
    'otherDelegatedAdministrators: account 123456789012 is not in the organization',
  ]);
  expect(findings(administrators('999999999999'))).toEqual([
    'otherDelegatedAdministrators: the management account cannot be its own delegated administrator',
  ]);
});
