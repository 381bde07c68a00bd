import { readFileSync } from 'node:fs';
import path from 'node:path';

import { effectivePolicies } from '../../domain/policy/organization-tree';
import { treeOf } from '../../domain/organization/organization';
import { loadConfiguration } from '#environments';
import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, emptyFolder } from '../../testing/commands';

let aws: LocalAws;
let accounts: string[];

const now = new Date('2026-11-21T00:00:00Z');

const verify = (args: readonly string[] = []) =>
  backupctlMeanwhile(['policy', 'verify', '--now', now.toISOString(), ...args], emptyFolder(), aws.variables);

const asked = (action: string) => aws.standIn.requests(`organizations:${action}`);

beforeAll(async () => {
  aws = await testAws('999999999999');
});

beforeEach(async () => {
  const { organization } = await loadConfiguration('environments', now);
  if (!organization) throw new Error('there is no organization.ts');
  const simulated = [...effectivePolicies(treeOf(organization), { now })];
  aws.standIn.reset();
  accounts = simulated.map(({ accountId }) => accountId);
  aws.standIn.state.accounts.push(...accounts);
  for (const { accountId, effectivePolicy } of simulated) {
    aws.standIn.state.effectivePolicies[accountId] = structuredClone(effectivePolicy);
  }
});

afterAll(() => aws.stop());

test('O7 ends with 0 when every account has the computed policy', async () => {
  const { code, stdout, stderr } = await verify();
  expect([code, stdout.match(/✓ matches/g)?.length]).toEqual([0, accounts.length]);
  expect(stderr).toContain(`account 1 of ${accounts.length}: ${accounts[0]}\n`);
  expect(asked('DescribeEffectivePolicy').map(({ TargetId }) => TargetId)).toEqual(accounts);
});

test('O7 shows a difference with the policies that should have produced the value, and exits with 1', async () => {
  const policy = aws.standIn.state.effectivePolicies['333333333333'] as any;
  policy.plans['test-bk-plan'].rules['test-bk-rule'].lifecycle.delete_after_days = '7';
  const { code, stdout, stderr } = await verify();
  expect(code).toBe(1);
  const page = path.join(__dirname, '..', '..', 'docs', 'commands', 'policy-verify.md');
  expect(readFileSync(page, 'utf8')).toContain(`$ npx backupctl policy verify\n${stdout}`);
  expect(stdout).toContain(`333333333333 prod: ✗ differs from the expected policy
  plans/test-bk-plan/rules/test-bk-rule/lifecycle/delete_after_days
    AWS has   "7"
    expected  "35"
      set "7" by test-bk-policy at r-ab12
      set "35" by test-bk-policy-production at ou-ab12-production
`);
  expect(stderr).toContain(`\n1 of ${accounts.length} accounts differ\n`);
});

test('O7 handles an account without a policy, and one that the organization does not have', async () => {
  delete aws.standIn.state.effectivePolicies['111111111111'];
  aws.standIn.state.accounts.splice(accounts.indexOf('222222222222'), 1);
  const { code, stdout } = await verify(['--json']);
  expect(code).toBe(1);
  const verdicts = JSON.parse(stdout).accounts.filter(({ verdict }: { verdict: string }) => verdict !== 'same');
  expect(verdicts).toEqual([
    expect.objectContaining({
      accountId: '111111111111',
      verdict: 'different',
      differences: expect.arrayContaining([
        {
          path: 'plans/test-bk-plan/regions',
          expected: ['ap-northeast-1'],
          provenance: [expect.objectContaining({ action: 'set', policy: 'test-bk-policy' })],
        },
      ]),
    }),
    expect.objectContaining({ accountId: '222222222222', verdict: 'unknown-account' }),
  ]);
});

test('O7 shows the errors of every page that make AWS withhold a policy', async () => {
  const error = (at: string) => ({ ErrorCode: 'KEY_REQUIRED', PathToError: at, ErrorMessage: 'Missing key.' });
  for (const account of accounts.slice(0, 3)) {
    aws.standIn.state.validationErrors[account] = ['plans/a', 'plans/b', 'plans/c'].map(error);
  }
  const { code, stdout } = await verify();
  expect(code).toBe(1);
  expect(stdout.match(/✗ AWS withholds the policy/g)).toHaveLength(3);
  expect(stdout.match(/AWS reports an unexpected error: KEY_REQUIRED at plans\/[abc]: Missing key\./g)).toHaveLength(9);
  expect(asked('ListAccountsWithInvalidEffectivePolicy')).toHaveLength(2);
});

test('retries when AWS throttles', async () => {
  const throttled = new Fault('TooManyRequestsException', 'Too many requests');
  aws.standIn.fail('organizations:DescribeEffectivePolicy', [throttled, throttled]);
  expect(await verify()).toMatchObject({ code: 0 });
});

test('names a permission that is missing, and ends with 3', async () => {
  const denied = "You don't have permissions to access this resource.";
  aws.standIn.fail('organizations:DescribeEffectivePolicy', [new Fault('AccessDeniedException', denied)]);
  const { code, stdout, stderr } = await verify();
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('The caller is not allowed to call organizations:DescribeEffectivePolicy on *.');
});
