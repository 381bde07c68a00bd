import { text } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { notifiedOrganization } from '../testing/notified-organization';
import { type AdjacentTexts, type Block, synthesizeAll } from '../testing/synthesized';

const { dev } = fixtures;
const organization = notifiedOrganization();

const stacksWith = (adjacent: AdjacentTexts, input = organization) => synthesizeAll([], input, adjacent);
const removing = (...stacks: string[]): string => JSON.stringify({ stacks }, null, 2);
const refusalOf = (adjacent: AdjacentTexts): string => {
  try {
    if ('organization.removed.json' in adjacent) stacksWith(adjacent);
    else synthesizeAll([dev], undefined, adjacent);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
};

const plain = stacksWith({});
const ofDev = synthesizeAll([dev]);
const addressesOf = (stack: Block | undefined): string[] =>
  Object.entries<Block>(stack?.['resource'])
    .flatMap(([type, blocks]) => Object.keys(blocks).map((id) => `${type}.${id}`))
    .toSorted();

test.each([['ssm-backup'], ['backup', 'ssm-backup'], ['backup', 'iam', 'notifications', 'ssm-backup']])(
  'X7 forgets every resource of exactly the listed stacks, and keeps backend, versions and providers: %s %s',
  (...names) => {
    const changed = synthesizeAll([dev], undefined, { 'dev.removed.json': removing(...names) });
    for (const [name, stack] of Object.entries(ofDev)) {
      if (!names.some((one) => name === `dev-${one}`)) {
        expect(changed[name]).toEqual(stack);
        continue;
      }
      const { terraform, provider } = stack;
      const addresses = addressesOf(stack);
      expect(addresses).not.toEqual([]);
      expect({ ...changed[name], '//': undefined }).toEqual({
        '//': undefined,
        terraform,
        provider,
        removed: addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
      });
    }
  },
);

test('X7 forgets the stacks of the organization, by all providers', () => {
  const names = ['organizations', 'organizations-notifications'];
  const changed = stacksWith({ 'organization.removed.json': removing(...names) });
  for (const name of names) {
    expect(changed[name]?.['removed'].map(({ from }: Block) => from)).toEqual(addressesOf(plain[name]));
    expect(changed[name]).not.toHaveProperty('resource');
    expect(changed[name]?.['provider']).toEqual(plain[name]?.['provider']);
    // Without them, the providers of members have no roles.
    expect(changed[name]?.['variable']).toEqual(plain[name]?.['variable']);
  }
  const byStackSet = structuredClone(organization);
  byStackSet.baseline.rollout = 'stack-set';
  const members = stacksWith({ 'organization.removed.json': removing('organizations-members') }, byStackSet);
  expect(members['organizations-members']?.['removed']).toEqual([
    { from: expect.stringMatching(/^aws_cloudformation_stack_set\./), lifecycle: { destroy: false } },
  ]);
});

test('X7 forgets what an account that leaves had, once', () => {
  const leaving = structuredClone(organization);
  const account = leaving.root.accounts?.[0] ?? leaving.root.ous?.flatMap(({ accounts = [] }) => accounts)[0];
  Object.assign(account ?? {}, { leaving: true });
  const changed = stacksWith({ 'organization.removed.json': removing('organizations') }, leaving);
  const from: string[] = changed['organizations']?.['removed'].map((block: Block) => block['from']);
  expect(from.toSorted()).toEqual(addressesOf(plain['organizations']));
});

test('X7 refuses a stack that another one still reads, the bootstrap, and names that no stack has', () => {
  expect(refusalOf({ 'dev.removed.json': removing('iam', 'backup', 'state-bootstrap', 'ssm-backups') })).toBe(text`
    environments/dev.removed.json is refused: 3 problems

      line 2, column 3: stacks.0 = "iam"
        Stack ssm-backup reads its outputs, which would be gone.
        → list ssm-backup too, or keep iam

      line 2, column 3: stacks.2 = "state-bootstrap"
        Its bucket holds the states of all stacks, its own state too, so Terraform cannot forget it like the others.
        → remove it from the list: once the file of the environment is deleted, no command manages the bucket and the roles, and they stay in AWS

      line 2, column 3: stacks.3
        There is no stack "ssm-backups". Did you mean "ssm-backup"?
        → write one of iam, notifications, backup, ssm-backup
  `);
  expect(refusalOf({ 'dev.removed.json': removing('notifications') })).toContain(
    'Stacks backup, ssm-backup read its outputs, which would be gone.\n    → list backup, ssm-backup too, or keep notifications',
  );
  expect(refusalOf({ 'organization.removed.json': removing('organizations-state-bootstrap') })).toContain(
    'Its bucket holds the states of all stacks',
  );
});

test('X7 refuses what is no such file', () => {
  expect(refusalOf({ 'dev.removed.json': '{ "stack": ["iam"] }' })).toContain(
    'line 1, column 3: stack\n    Unknown key "stack". Did you mean "stacks"?',
  );
  expect(refusalOf({ 'dev.removed.json': '["iam"]' })).toContain('Found a list, but an object is required.');
});
