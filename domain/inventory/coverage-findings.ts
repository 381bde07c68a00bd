import type { Finding } from '../finding';
import type { Coverage } from './coverage';

/**
 * Reports an instance that is not backed up, or that is backed up more than once (S11). An instance that does not run may
 * be about to be terminated, and two backups may be intended: both are only warnings.
 */
export function coverageFindings(
  { id, state }: { readonly id: string; readonly state: string },
  coverage: readonly Coverage[],
): Finding[] {
  const common = { source: 'backupctl', path: id } as const;
  if (coverage.length === 0) {
    return [
      {
        ...common,
        rule: 'not-backed-up',
        severity: state === 'running' ? 'error' : 'warning',
        message: `nothing backs it up${state === 'running' ? '' : `, and it is ${state}`}`,
        remedy: 'add the tags of a selection or of the maintenance window, or terminate it',
      },
    ];
  }
  if (coverage.length === 1) return [];
  return [
    {
      ...common,
      rule: 'backed-up-twice',
      severity: 'warning',
      message: `${coverage.length} backups cover it: ${coverage.map(coverageText).join(', ')}`,
      remedy: 'keep only one of them, unless both are intended',
    },
  ];
}

const KINDS: Readonly<Record<Coverage['kind'], string>> = {
  plan: 'plan',
  policy: 'policy plan',
  window: 'window',
};

/** Such as `plan EC2/Tag-AWSBackup-EC2`. */
export function coverageText({ kind, name }: Coverage): string {
  return `${KINDS[kind]} ${name}`;
}
