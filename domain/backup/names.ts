import { DOCUMENTED_LIMITS } from '../aws-limits/documented';
import { AWS_LIMITS } from '../aws-limits/generated';
import { patternOf } from '../aws-limits/limit';
import type { Finding } from '../finding';

const { BackupVaultName, BackupRuleName, BackupSelectionName } = AWS_LIMITS.backup;

/** The names that AWS accepts. */
const NAMES = {
  vault: { pattern: patternOf(BackupVaultName), allowed: '2 to 50 letters, digits, - and _' },
  plan: { pattern: patternOf(DOCUMENTED_LIMITS.backupPlanName), allowed: '1 to 50 letters, digits, -, _ and .' },
  rule: { pattern: patternOf(BackupRuleName), allowed: '1 to 50 letters, digits, -, _ and .' },
  selection: { pattern: patternOf(BackupSelectionName), allowed: '1 to 50 letters, digits, -, _ and .' },
  /** A condition of a selection in an Organizations backup policy. */
  condition: { pattern: patternOf(BackupSelectionName), allowed: '1 to 50 letters, digits, -, _ and .' },
} as const;

/** A name that AWS does not accept. */
export function nameNotAllowed(named: keyof typeof NAMES, name: string, path: string): Finding[] {
  const { pattern, allowed } = NAMES[named];
  if (pattern.test(name)) return [];
  const vault = /:backup-vault:([^:]+)$/.exec(name)?.[1];
  return [
    {
      rule: 'name-not-allowed',
      severity: 'error',
      source: 'aws',
      path,
      found: name,
      message: `${JSON.stringify(name)} is not a valid ${named} name`,
      remedy: vault !== undefined && pattern.test(vault) ? `write the name alone: ${vault}` : `use ${allowed}`,
    },
  ];
}
