import { readFileSync, readdirSync } from 'node:fs';
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

const EXPECTATIONS: readonly Expectation[] = [
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

/** Reads a copy of the frozen environments with this file in it. */
function synth(name: string, file: string): Promise<Ended> {
  const [replaced = ''] = /^(prod|organization)/.exec(file) ?? [];
  const text = readFileSync(path.join(CASES, name, file), 'utf8').replaceAll(
    /'\.\/(schema|organization\/organization)'/g,
    "'../../environments/$1'",
  );
  const folder = changedEnvironments({ [`${replaced}.ts`]: () => text });
  return backupctl(['synth', ...NOW], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: folder, COLUMNS: '1000' });
}
