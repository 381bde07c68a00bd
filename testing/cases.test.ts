import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, type Ended } from './commands';

// Each folder of `testing/cases` is an input that AWS refuses, or accepts and then never runs. Its README says why.

const CASES = path.join(__dirname, 'cases');
const NOW = ['--now', '2026-11-21T00:00:00Z'];

/** What a file of a case must give. */
interface Expectation {
  readonly case: string;
  /** `prod.ts`, `organization.ts` and variants of them replace the file of the frozen environments; JSON is a policy. */
  readonly file: string;
  /** The exit code: 1 for a refusal, 0 for warnings alone. */
  readonly code: 0 | 1;
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
];

test.each(EXPECTATIONS)('$case: $file', async ({ case: name, file, code, prints }) => {
  const ended = await (file.endsWith('.json') ? lint(path.join(CASES, name, file)) : synth(name, file));
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
