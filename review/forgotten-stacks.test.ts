import { fixtures } from '../testing/fixtures';
import { REVIEW_OPTIONS } from '../testing/review/options';
import { synthesizeAll, type Block } from '../testing/synthesized';
import { readPlan } from './plan/read-plan';
import { reviewApps, reviewPlans } from './review';

const removing = (...stacks: string[]) => ({ 'dev.removed.json': JSON.stringify({ stacks }) });
const base = synthesizeAll([fixtures.dev]);

const rulesOf = (head: Record<string, Block>): string[] =>
  reviewApps(base, head, REVIEW_OPTIONS).findings.map(
    ({ severity, rule, stack, address }) => `${severity} ${rule} ${stack} ${address}`,
  );

test('X7 a stack that Terraform forgets is one finding, high', () => {
  const head = synthesizeAll([fixtures.dev], undefined, removing('backup', 'ssm-backup'));
  expect(rulesOf(head)).toEqual([
    'high stack-forgotten backup dev-backup',
    'high stack-forgotten ssm-backup dev-ssm-backup',
  ]);
});

test('X7 a resource that is missing in the removed blocks is destroyed, which is critical', () => {
  const head = synthesizeAll([fixtures.dev], undefined, removing('backup', 'ssm-backup'));
  const stack = head['dev-backup'] ?? {};
  const isVault = ({ from }: Block): boolean => from.startsWith('aws_backup_vault.');
  const forgotten = stack['removed'].filter((block: Block) => !isVault(block));
  const destroyed = { ...head, 'dev-backup': { ...stack, removed: forgotten } };
  expect(rulesOf(destroyed).join('\n')).toMatch(/critical vault-removed backup aws_backup_vault\./);
  const destroying = stack['removed'].map((block: Block) =>
    isVault(block) ? { ...block, lifecycle: { destroy: true } } : block,
  );
  expect(rulesOf({ ...head, 'dev-backup': { ...stack, removed: destroying } }).join('\n')).toMatch(
    /critical vault-removed backup aws_backup_vault\./,
  );
});

test('X7 a stack that is forgotten in another account is more than forgotten', () => {
  const head = synthesizeAll([fixtures.dev], undefined, removing('ssm-backup'));
  const stack = structuredClone(head['dev-ssm-backup'] ?? {});
  stack['provider'].aws[0].allowed_account_ids = ['999999999999'];
  expect(rulesOf({ ...head, 'dev-ssm-backup': stack })).toEqual([
    'high stack-forgotten ssm-backup dev-ssm-backup',
    'high wrong-account ssm-backup provider.aws',
  ]);
});

describe('X7 a saved plan', () => {
  const change = (address: string, ...actions: string[]) => ({
    address,
    mode: 'managed',
    type: address.split('.')[0],
    change: { actions, before: { name: 'a' }, after: actions[0] === 'no-op' ? { name: 'a' } : null },
  });
  const findingsOf = (changes: readonly object[]) => {
    const outputs = { arn: { actions: ['delete'], before: 'a', after: null } };
    const json = { format_version: '1.2', resource_changes: changes, output_changes: outputs };
    return reviewPlans([readPlan('dev-backup', json)], REVIEW_OPTIONS).findings;
  };

  test('that forgets everything is one finding, with the number of resources', () => {
    expect(findingsOf([change('aws_backup_vault.a', 'forget'), change('aws_kms_key.a', 'forget')])).toEqual([
      expect.objectContaining({ severity: 'high', rule: 'stack-forgotten', before: { parts: 2 }, after: null }),
    ]);
  });

  test.each([
    ['delete', 'critical vault-removed'],
    ['no-op', 'high output-removed'],
  ])('that also does %s is judged resource by resource', (action, expected) => {
    const found = findingsOf([change('aws_backup_vault.a', action), change('aws_kms_key.a', 'forget')]);
    const rules = found.map(({ severity, rule }) => `${severity} ${rule}`);
    expect(rules).toEqual(expect.arrayContaining([expected, 'high resource-forgotten', 'high output-removed']));
    expect(rules).not.toContain('high stack-forgotten');
  });
});
