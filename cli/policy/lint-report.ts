import type { Finding } from '../../domain/finding';

/** A policy, and its findings. */
export interface Linted {
  /** The name as it was given. */
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** The JSON output: a finding has exactly these six keys. */
export function lintJson(linted: readonly Linted[]): string {
  const reports = linted.map(({ file, findings }) => ({
    file,
    findings: findings.map(({ rule, severity, source, path, message, remedy }) => {
      return { rule, severity, source, path, message, remedy };
    }),
  }));
  return JSON.stringify(reports, null, 2);
}

/** The text output, file by file. */
export function lintText(linted: readonly Linted[]): string {
  return linted
    .map(({ file, findings }) => [`${file}: ${summary(findings)}`, ...findings.map(findingText)].join('\n\n'))
    .join('\n\n');
}

function findingText({ rule, severity, source, path, message, remedy }: Finding): string {
  return [`  ${path || 'the whole file'}`, `    ${severity}: ${message} (${rule}, ${source})`, `    → ${remedy}`].join(
    '\n',
  );
}

function summary(findings: readonly Finding[]): string {
  const count = (wanted: Finding['severity']): string[] => {
    const number = findings.filter(({ severity }) => severity === wanted).length;
    return number === 0 ? [] : [`${number} ${wanted}${number === 1 ? '' : 's'}`];
  };
  return [...count('error'), ...count('warning')].join(', ') || 'no findings';
}
