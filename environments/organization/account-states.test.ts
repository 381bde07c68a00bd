import { accountsOf, treeOf } from '../../domain/organization/organization';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { fixtures } from '../../testing/fixtures';
import { parseEnvironments } from '../parse';

const NOW = new Date('2026-11-21T00:00:00Z');

/** The frozen organization, with one account in a state. */
function parse(name: string, state: string) {
  const input = structuredClone(fixtures.organization);
  for (const ou of input.root.ous ?? [])
    for (const accounts of [ou, ...(ou.ous ?? [])].flatMap((one) => one.accounts ?? []))
      if (accounts.name === name) accounts.state = state;
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: fixtures.prod }];
  const file = { file: 'environments/organization.ts', input };
  const { organization, warnings } = parseEnvironments(files, NOW, file);
  if (!organization) throw new Error('the organization got lost');
  return { organization, warnings: warnings['organization'] };
}

const LOG_ARCHIVE = '555555555555';

test.each([
  ['active', true],
  ['pending-activation', false],
  ['suspended', false],
  ['pending-closure', false],
  ['closed', false],
])('M7 an account that is %s: has a baseline and policies is %s', (state, isThere) => {
  const { organization, warnings } = parse('log-archive', state);
  const policies = [...effectivePolicies(treeOf(organization), { now: NOW })];
  expect(accountsOf(organization).some(({ id }) => id === LOG_ARCHIVE)).toBe(isThere);
  expect(policies.some(({ accountId }) => accountId === LOG_ARCHIVE)).toBe(isThere);
  expect(warnings).toEqual([]);
});

test('M7 refuses an unknown state', () => {
  expect(() => parse('log-archive', 'SUSPENDED')).toThrow(
    'root.ous.Security.accounts.log-archive.state = "SUSPENDED"\n    "SUSPENDED" cannot name the state of an account.\n    → use active, pending-activation, suspended, pending-closure or closed',
  );
});

test('M7 warns of an environment in a suspended account', () => {
  expect(parse('prod', 'suspended').warnings).toEqual([
    expect.objectContaining({
      rule: 'environment-not-active',
      message: 'account 333333333333 is suspended, but environment prod still deploys to it',
    }),
  ]);
});

test.each([
  ['R+D', 'providers', undefined],
  ['R&D', 'stack-set', undefined],
  [
    'R&D',
    'providers',
    'root.ous.Security.accounts.R&D.name = "R&D"\n    "R&D" cannot name a member account.\n    → use 1 to 128 letters',
  ],
] as const)('M7 an account named %s with %s', (name, rollout, refused) => {
  const input = structuredClone(fixtures.organization);
  input.baseline.rollout = rollout;
  const account = input.root.ous?.find((ou) => ou.name === 'Security')?.accounts?.[0];
  if (account) account.name = name;
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: fixtures.prod }];
  const read = () => parseEnvironments(files, NOW, { file: 'environments/organization.ts', input });
  if (refused === undefined) expect(read().organization?.root.ous[1]?.accounts[0]?.name).toBe(name);
  else expect(read).toThrow(refused);
});
