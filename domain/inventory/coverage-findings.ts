import type { Finding } from '../finding';
import type { Coverage } from './coverage';

/**
 * That an instance is backed up by nothing, or more than once (S11). What does not run may be on its way out, and two
 * backups may be meant: both only warnings.
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
        remedy: 'give it the tags of a selection or of the window, or end it',
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
      remedy: 'leave it in one of them, unless both are meant',
    },
  ];
}

const KINDS: Readonly<Record<Coverage['kind'], string>> = {
  plan: 'plan',
  policy: 'policy plan',
  window: 'window',
};

/** As people say it: `plan EC2/Tag-AWSBackup-EC2`. */
export function coverageText({ kind, name }: Coverage): string {
  return `${KINDS[kind]} ${name}`;
}
