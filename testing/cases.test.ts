import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, type Ended } from './commands';

// Each folder of `testing/cases` is an input that AWS refuses, or accepts and then never runs. Its README says why.

const CASES = path.join(__dirname, 'cases');
const NOW = ['--now', '2026-11-21T00:00:00Z'];

/** What a file of a case must give. */
interface Expectation {
  readonly case: string;
  /**
   * `prod.ts`, `organization.ts` and variants of them replace the file of the frozen environments. `recovery-point.json` is
   * restore metadata, and other JSON a policy.
   */
  readonly file: string;
  /** The exit code: 1 for a refusal, 0 for warnings alone. */
  readonly code: 0 | 1;
  /** Options of `restore metadata`. */
  readonly options?: readonly string[];
  /** What the command prints, of each finding its path and its message. */
  readonly prints: readonly string[];
}

const RULE = 'policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule';
const DESTINATION_KEY = 'need a customer-managed key on the destination vault, but vault';

const EXPECTATIONS: readonly Expectation[] = [
  {
    case: 'copy-destination-key',
    file: 'prod-shipped.ts',
    code: 0,
    prints: ['backup.plans.EC2.rules.EC2.copies.EC2', `${DESTINATION_KEY} EC2 has an AWS-managed key`],
  },
  {
    case: 'copy-destination-key',
    file: 'prod-cross-account.ts',
    code: 1,
    prints: [
      'prod.ts is refused: 1 problem',
      'backup.plans.EC2.rules.EC2.copies.Default',
      'Copies into vault Default of account 444444444444 would fail: its AWS-managed key cannot be shared',
      'copy into a vault with a customer-managed key in account 444444444444',
    ],
  },
  {
    case: 'copy-destination-key',
    file: 'policy.json',
    code: 1,
    prints: [
      'copies into vault Default of account 111122223333 would fail: its AWS-managed key cannot be shared',
      `${DESTINATION_KEY} Default has an AWS-managed key`,
    ],
  },
  {
    case: 'organization-cross-account-copy-aws-managed-key',
    file: 'organization.ts',
    code: 1,
    prints: [
      'organization.ts is refused: 2 problems',
      `${RULE}.copies.test-bk-vault.vault`,
      'Copies to account 444444444444 would fail for CloudFormation, DSQL, DynamoDB, EFS, EKS, S3',
      'vault test-bk-vault encrypts them with the AWS-managed key',
      '(in accounts 999999999999, 333333333333, 111111111111, 222222222222, 555555555555)',
      // The policy is attached to the root, so the target account gets it too.
      'Copies into vault test-bk-vault in ap-northeast-1, which the rule itself writes to (in account 444444444444)',
    ],
  },
  {
    case: 'organization-opt-in-unknown-type',
    file: 'organization.ts',
    code: 1,
    prints: ['organization.ts is refused: 1 problem', 'optIn.Foo', '"Foo" is not a resource type of this setting'],
  },
  {
    case: 'organization-retention-outside-vault-lock',
    file: 'organization.ts',
    code: 1,
    prints: [
      'organization.ts is refused: 1 problem',
      `${RULE}.deleteAfterDays = 7`,
      'Kept 7 days, but the lock of vault test-bk-vault allows 30 or more days: every job would fail',
    ],
  },
  {
    case: 'organization-retention-outside-vault-lock',
    file: 'organization-copy.ts',
    code: 1,
    prints: [
      'organization.ts is refused: 1 problem',
      `${RULE}.copies.dr-vault.deleteAfterDays = 7`,
      'Kept 7 days, but the lock of vault dr-vault allows 30 or more days: every job would fail',
    ],
  },
  {
    case: 'organization-numbers-beyond-backup',
    file: 'organization.ts',
    code: 1,
    prints: [
      'organization.ts is refused: 1 problem',
      'policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
      '40000 days exceeds the maximum of AWS Backup.',
    ],
  },
  {
    case: 'organization-numbers-beyond-backup',
    file: 'policy-days.json',
    code: 1,
    prints: ['plans/P/rules/r/lifecycle/delete_after_days', '40000 days exceeds the maximum of AWS Backup'],
  },
  {
    case: 'organization-numbers-beyond-backup',
    file: 'policy-copy-days.json',
    code: 1,
    prints: ['backup-vault:dr/lifecycle/delete_after_days', '99999 days exceeds the maximum of AWS Backup'],
  },
  {
    case: 'organization-numbers-beyond-backup',
    file: 'policy-window.json',
    code: 1,
    prints: [
      'plans/P/rules/r/complete_backup_window_minutes',
      'a window of 99999999 minutes exceeds the maximum of AWS Backup',
    ],
  },
  {
    case: 'double-resource-tag-prefix',
    file: 'prod.ts',
    code: 0,
    prints: [
      'backup.plans.EC2.selections.x.conditions.stringEquals.aws:ResourceTag/AWSBackup',
      'conditions get aws:ResourceTag/ where AWS requires it: here, name only the tag → write AWSBackup',
    ],
  },
  {
    case: 'double-resource-tag-prefix',
    file: 'organization.ts',
    code: 0,
    prints: [
      'policies.test-bk-policy.plans.test-bk-plan.selections.test-bk-resource.conditions.stringEquals.c.tag',
      'conditions get aws:ResourceTag/ where AWS requires it: here, name only the tag → write Backup',
    ],
  },
  {
    case: 'double-resource-tag-prefix',
    file: 'policy.json',
    code: 1,
    prints: [
      'plans/P/selections/tags/s/tag_key',
      'the prefix aws:ResourceTag/ is for conditions only: no tag has this key',
      'write Backup',
    ],
  },
  { case: 'govcloud-policy', file: 'policy.json', code: 0, prints: ['no findings'] },
  {
    case: 'restore-delegated-prefix',
    file: 'recovery-point.json',
    options: ['--primary-ip', '10.1.10.115', '--secondary-count', '1'],
    code: 0,
    prints: [
      'NetworkInterfaces[0].Ipv4Prefixes: [{"Ipv4Prefix":"10.1.10.64/28"}] is left out: delegated prefixes stay with the original interface',
    ],
  },
  {
    case: 'restore-null-address',
    file: 'recovery-point.json',
    options: ['--primary-ip', '10.1.10.50'],
    code: 1,
    prints: [
      'NetworkInterfaces[1].PrivateIpAddresses[0]: it is null: this is not what AWS Backup writes for an EC2 instance',
      '→ compare it with the output of aws backup get-recovery-point-restore-metadata',
    ],
  },
  ...(
    [
      ['prod.ts', 'backup.plans.EC2.selections.x.tags.AWSBackup'],
      ['organization.ts', 'policies.test-bk-policy.plans.test-bk-plan.selections.test-bk-resource.tag.values'],
      ['policy.json', 'plans/P/selections/tags/s/tag_value'],
    ] as const
  ).map(([file, place]) => ({
    case: 'tag-value-wildcard',
    file,
    code: 0 as const,
    prints: [place, '"*" is compared literally here', 'use a StringLike condition for a pattern'],
  })),
];

test.each(EXPECTATIONS)('$case: $file', async ({ case: name, file, options = [], code, prints }) => {
  const place = path.join(CASES, name, file);
  const ended = await run(place, { name, file, options });
  for (const text of prints) expect(`${ended.stdout}${ended.stderr}`).toContain(text);
  expect(ended.code).toBe(code);
});

test.each([
  ['organization-numbers-beyond-backup/policy-days.json', '40000 days exceeds the maximum of AWS Backup'],
  ['organization-numbers-beyond-backup/policy-copy-days.json', '99999 days exceeds the maximum of AWS Backup'],
  ['organization-numbers-beyond-backup/policy-window.json', '99999999 minutes exceeds the maximum of AWS Backup'],
  ['copy-destination-key/policy.json', 'copies into vault Default of account 111122223333 would fail'],
])('policy effective refuses %s', async (file, message) => {
  const ended = await effective(path.join(CASES, file));
  expect(ended.stdout).toContain(message);
  expect(ended.code).toBe(1);
});

test('every file of a case has an expectation', () => {
  const files = readdirSync(CASES).flatMap((name) =>
    readdirSync(path.join(CASES, name))
      .filter((file) => file !== 'README.md')
      .map((file) => `${name}/${file}`),
  );
  expect([...new Set(EXPECTATIONS.map(({ case: name, file }) => `${name}/${file}`))].toSorted()).toEqual(
    files.toSorted(),
  );
});

function run(
  place: string,
  { name, file, options }: { readonly name: string; readonly file: string; readonly options: readonly string[] },
): Promise<Ended> {
  if (file === 'recovery-point.json')
    return backupctl(['restore', 'metadata', '--from', place, ...options], emptyFolder());
  return file.endsWith('.json') ? lint(place) : synth(name, file);
}

function lint(policy: string): Promise<Ended> {
  return backupctl(['policy', 'lint', policy, ...NOW], emptyFolder(), { COLUMNS: '1000' });
}

/** The effective policy of an organization with this policy at its root. */
function effective(policy: string): Promise<Ended> {
  const folder = emptyFolder();
  const document = JSON.parse(readFileSync(policy, 'utf8'));
  const root = { id: 'r-ab12', policies: ['own'], accounts: [{ id: '444444444444' }] };
  writeFileSync(path.join(folder, 'tree.json'), JSON.stringify({ policies: { own: document }, root }));
  return backupctl(['policy', 'effective', '--tree', 'tree.json', '--all', ...NOW], folder, { COLUMNS: '1000' });
}

/**
 * Inputs that one run reads: one replaces `prod.ts`, the other one `organization.ts`. They end alike, and nothing that one
 * must give is also in what the other must give.
 */
const TOGETHER: readonly (readonly string[])[] = [
  ['copy-destination-key/prod-cross-account.ts', 'organization-opt-in-unknown-type/organization.ts'],
  ['double-resource-tag-prefix/prod.ts', 'tag-value-wildcard/organization.ts'],
  ['tag-value-wildcard/prod.ts', 'double-resource-tag-prefix/organization.ts'],
];

const runs = new Map<readonly string[], Promise<Ended>>();

/** Reads a copy of the frozen environments with this file in it, and the one that is read together with it. */
function synth(name: string, file: string): Promise<Ended> {
  const own = `${name}/${file}`;
  const inputs = TOGETHER.find((pair) => pair.includes(own)) ?? [own];
  const ended = runs.get(inputs) ?? synthOf(inputs);
  runs.set(inputs, ended);
  return ended;
}

function synthOf(inputs: readonly string[]): Promise<Ended> {
  const changes = inputs.map((input) => {
    const [replaced = ''] = /^(?:prod|organization)/.exec(path.basename(input)) ?? [];
    const text = readFileSync(path.join(CASES, input), 'utf8').replaceAll(
      /'\.\/(schema|organization\/organization)'/g,
      "'../../environments/$1'",
    );
    return [`${replaced}.ts`, () => text] as const;
  });
  const folder = changedEnvironments(Object.fromEntries(changes));
  return backupctl(['synth', ...NOW], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: folder, COLUMNS: '1000' });
}
