import type { Finding } from '../domain/finding';

/** The problems of one file. */
export interface Refusal {
  /** Its path for messages, such as `environments/prod.ts`. */
  readonly file: string;
  readonly findings: readonly Finding[];
  /** Whether some checks can run only after these problems are fixed. */
  readonly unchecked: boolean;
}

/** A problem as `--json` prints it. */
export interface RefusedFinding extends Pick<Finding, 'rule' | 'path' | 'found' | 'message' | 'remedy'> {
  readonly file: string;
  /** More files that have it, because they share the value. */
  readonly alsoIn?: readonly string[];
}

/** Files and the problems that all of them have. */
interface Group {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  readonly unchecked: boolean;
}

/** Refused input. The message lists every problem of every file. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** Every problem, once. */
  readonly refused: readonly RefusedFinding[];

  constructor(refusals: readonly Refusal[]) {
    const groups = grouped(refusals);
    super(groups.map((group) => `${headline(group)}${describeProblems(group)}`).join('\n\n'));
    this.refused = groups.flatMap(({ files: [file = '', ...others], findings }) =>
      findings.map(({ rule, path, found, message, remedy }) => {
        const alsoIn = others.length === 0 ? undefined : others;
        return { file, alsoIn, rule, path, found, message, remedy };
      }),
    );
  }
}

/** A file that exports no settings. */
export function noDefaultExport(file: string): Finding {
  const kind = /(?:^|\/)organization\.ts$/.test(file) ? 'organization' : 'environment';
  return {
    rule: 'no-default-export',
    severity: 'error',
    source: 'backupctl',
    path: 'the default export',
    message: 'the file has no default export, or exports undefined',
    remedy: `write export default ${kind}({ … })`,
  };
}

/** Several files have the same problem when a value that they share is wrong: it is reported once. */
function grouped(refusals: readonly Refusal[]): Group[] {
  const files = new Map<string, string[]>();
  const merged = refusals.map((refusal) => ({ ...refusal, findings: withoutRepetitions(refusal.findings) }));
  const keyOf = (finding: Finding, file: string): string =>
    JSON.stringify(finding.rule === 'file-not-readable' ? { ...finding, file } : finding);
  for (const { file, findings } of merged) {
    for (const finding of findings) {
      const key = keyOf(finding, file);
      files.set(key, [...new Set([...(files.get(key) ?? []), file])]);
    }
  }
  const groups = new Map<string, { files: readonly string[]; findings: Finding[] }>();
  for (const [finding, file] of merged.flatMap((one) => one.findings.map((each) => [each, one.file] as const))) {
    const owners = files.get(keyOf(finding, file)) ?? [];
    const group = groups.get(owners.join('\n')) ?? { files: owners, findings: [] };
    if (!group.findings.some((known) => JSON.stringify(known) === JSON.stringify(finding)))
      group.findings.push(finding);
    groups.set(owners.join('\n'), group);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    unchecked: refusals.every(({ file, unchecked }) => unchecked || !group.files.includes(file)),
  }));
}

/** The same wrong value in several settings, such as a misspelled name that several rules use, is one mistake. */
function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const paths = new Map<string, Set<string>>();
  const key = ({ path, ...rest }: Finding): string =>
    JSON.stringify(rest.found === undefined ? { path, ...rest } : rest);
  for (const finding of findings) {
    paths.set(key(finding), (paths.get(key(finding)) ?? new Set()).add(finding.path));
  }
  const first = findings.filter(
    (finding, index) => findings.findIndex((other) => key(other) === key(finding)) === index,
  );
  return first.map((finding) => ({ ...finding, path: [...(paths.get(key(finding)) ?? [])].join(', ') }));
}

function headline({ files, findings }: Group): string {
  if (files.length === 1) return `${files.join('')} is refused: `;
  // A file that cannot be loaded cannot be imported either.
  const isShared = !findings.some(({ rule }) => rule === 'file-not-loaded');
  return `${files.join(', ')} are refused${isShared ? ', probably for a value in common.ts' : ''}: `;
}

function describeProblems({ findings, unchecked }: Group): string {
  const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
  const rest = unchecked ? ['  Values that depend on these are checked once these are correct.'] : [];
  return [count, ...findings.map(describeFinding), ...rest].join('\n\n');
}

/** A finding as text: where, what is wrong, what to do. */
export function describeFinding({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  return `  ${path}${value}\n    ${sentence(message)}\n    → ${remedy}`;
}

function sentence(message: string): string {
  const end = /[.?!]$/.test(message) ? '' : '.';
  return message.charAt(0).toUpperCase() + message.slice(1) + end;
}
