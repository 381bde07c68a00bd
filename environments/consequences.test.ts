import { withoutConsequences } from './consequences';
import type { Finding } from '../domain/finding';
import { refusalOf, text, validEnvironment } from '../testing/environment-inputs';

const finding = (rule: string, path: string, message = 'it is so'): Finding => ({
  rule,
  severity: 'error',
  source: 'backupctl',
  path,
  message,
  remedy: 'do something',
});

test.each([
  [
    'what other rules find about a value that is refused by itself',
    finding('lifecycle-days-not-positive', 'a.deleteAfterDays'),
    finding('cold-storage-too-short', 'a.deleteAfterDays'),
    finding('cold-storage-too-short', 'b.deleteAfterDays'),
  ],
  [
    'a vault that is missing because its name is refused',
    finding('name-not-allowed', 'backup.vaults.E.name'),
    finding('vault-not-defined', 'backup.plans.EC2.rules.EC2.vault'),
    finding('copy-twice', 'backup.plans.EC2.rules.EC2.copies.EC2'),
  ],
  [
    'a rule that exists twice, and so runs at the same time',
    finding('names-collide', 'backup.plans.EC2.rules.EC2.name'),
    finding('start-windows-overlap', 'backup.plans.EC2.rules.EC2.schedule'),
    finding('start-windows-overlap', 'backup.plans.EFS.rules.EFS.schedule'),
  ],
  [
    'the roles of the account that a file was copied for',
    finding('account-shared', 'accountId'),
    finding('role-of-another-account', 'iam.passableInstanceRoles'),
    finding('value-not-allowed', 'iam.permissionsBoundary'),
  ],
  [
    'a cutoff that does not fit into an impossible window',
    finding('window-duration', 'ssmBackup.window.durationHours'),
    { ...finding('window-cutoff', 'ssmBackup.window.cutoffHours'), found: 23 },
    { ...finding('window-cutoff', 'ssmBackup.window.cutoffHours'), found: 24 },
  ],
  [
    'an environment that is not in the tree because an account of the tree is misspelled',
    finding('value-not-allowed', 'root.ous.Workloads.accounts.dev.id'),
    finding('environment-not-in-tree', 'root'),
    finding('account-in-two-places', 'root'),
  ],
  [
    'a target that is not there because the name of an OU is refused',
    finding('value-not-allowed', 'root.ous.Workloads.name'),
    finding('unit-not-in-tree', 'policies.p.attachTo.ous'),
    finding('account-not-in-tree', 'policies.p.attachTo.accounts'),
  ],
  [
    'a plan that is incomplete because the name of a part is refused',
    finding('name-not-allowed', 'policies.p.plans'),
    finding('effective-policy-fails', 'policies.q.plans.daily', 'KEY_REQUIRED: daily needs regions'),
    finding('effective-policy-fails', 'policies.q.plans.daily', 'INVALID: something else'),
  ],
  [
    'a plan that is incomplete because the policy of its other parts is attached to an unknown OU',
    finding('unit-not-in-tree', 'policies.p.attachTo.ous'),
    finding('effective-policy-fails', 'policies.q.plans.daily', 'KEY_REQUIRED: daily needs regions'),
    finding('effective-policy-fails', 'policies.q.plans.daily', 'INVALID: something else'),
  ],
])('leaves out %s, and keeps other problems', (_what, cause, effect, other) => {
  expect(withoutConsequences([effect, cause, other])).toEqual([cause, other]);
  expect(withoutConsequences([effect, other])).toEqual([effect, other]);
  expect(withoutConsequences([effect, { ...cause, severity: 'warning' }])).toHaveLength(2);
});

test('E2 reports a refused name of a vault once, and not the rules that name it', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.name = 'EC2 vault';
    rule.vault = 'EC2';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2 vault.name = "EC2 vault"
        "EC2 vault" is not a valid vault name.
        → use 2 to 50 letters, digits, - and _
  `);
});

test('E2 reports a misspelled vault that several rules name once, with its places', () => {
  const input = validEnvironment(({ plan, rule }) => {
    rule.vault = 'EC3';
    plan.rules = [rule, { ...rule, name: 'Weekly', schedule: 'cron(0 18 ? * SUN *)' }];
  });
  expect(refusalOf(input)).toMatch(
    /1 problem\n\n {2}backup\.plans\.EC2\.rules\.Daily\.vault, backup\.plans\.EC2\.rules\.Weekly\.vault = "EC3"\n/,
  );
});
