import type { Finding } from '../finding';

/** The names that AWS accepts. */
const NAMES = {
  /** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
  vault: { pattern: /^[A-Za-z0-9_-]{2,50}$/, allowed: '2 to 50 letters, digits, - and _' },
  /** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html */
  plan: { pattern: /^[A-Za-z0-9_.-]{1,50}$/, allowed: '1 to 50 letters, digits, -, _ and .' },
  /** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
  rule: { pattern: /^[A-Za-z0-9_.-]{1,50}$/, allowed: '1 to 50 letters, digits, -, _ and .' },
  /** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
  selection: { pattern: /^[A-Za-z0-9_.-]{1,50}$/, allowed: '1 to 50 letters, digits, -, _ and .' },
  /** A condition of a selection in an Organizations backup policy. */
  condition: { pattern: /^[A-Za-z0-9_.-]{1,50}$/, allowed: '1 to 50 letters, digits, -, _ and .' },
} as const;

/** A name that AWS does not accept. */
export function nameNotAllowed(named: keyof typeof NAMES, name: string, path: string): Finding[] {
  const { pattern, allowed } = NAMES[named];
  if (pattern.test(name)) return [];
  return [
    {
      rule: 'name-not-allowed',
      severity: 'error',
      source: 'aws',
      path,
      found: name,
      message: `${JSON.stringify(name)} is not a valid ${named} name`,
      remedy: `use ${allowed}`,
    },
  ];
}
