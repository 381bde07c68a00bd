import { type Finding, refusal } from '../domain/finding';
import { groupedBy } from '../domain/grouped-by';

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

  /** @param refusals as the rules report them */
  constructor(readonly refusals: readonly Refusal[]) {
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

/** Whether an error is a refusal. The program that reads the user's files has its own copy of the class. */
export function isRefused(error: unknown): error is RefusedError {
  return error instanceof Error && error.name === 'RefusedError';
}

/** A file that exports no settings. */
export function noDefaultExport(file: string): Finding {
  const kind = /(?:^|\/)organization\.ts$/.test(file) ? 'organization' : 'environment';
  return refusal({
    rule: 'no-default-export',
    path: 'the default export',
    message: 'the file has no default export, or exports undefined',
    remedy: `write export default ${kind}({ … })`,
  });
}

/** Several files have the same problem when a value that they share is wrong: it is reported once. */
function grouped(refusals: readonly Refusal[]): Group[] {
  const written = refusals.flatMap(({ file, findings }) =>
    withoutRepetitions(findings).map((finding) => ({ file, finding })),
  );
  const problems = groupedBy(written, ({ file, finding }) =>
    JSON.stringify(finding.rule === 'file-not-readable' ? { ...finding, file } : finding),
  );
  const withFiles = [...problems.values()].flatMap((same) => {
    const files = [...new Set(same.map(({ file }) => file))];
    return same.slice(0, 1).map(({ finding }) => ({ finding, files }));
  });
  return [...groupedBy(withFiles, ({ files }) => files.join('\n')).values()].map((group) => {
    const files = group[0]?.files ?? [];
    return {
      files,
      findings: group.map(({ finding }) => finding),
      unchecked: refusals.every(({ file, unchecked }) => unchecked || !files.includes(file)),
    };
  });
}

/** The same wrong value in several settings, such as a misspelled name that several rules use, is one mistake. */
function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const mistakes = groupedBy(findings, ({ path, ...rest }) =>
    JSON.stringify(rest.found === undefined ? { path, ...rest } : rest),
  );
  return [...mistakes.values()].flatMap((same) => {
    const path = listed([...new Set(same.map((finding) => finding.path))]);
    return same.slice(0, 1).map((finding) => ({ ...finding, path }));
  });
}

/** So many settings are listed: thousands of accounts can have the same wrong value. */
const FEW = 10;

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, FEW).join(', ');
  return paths.length <= FEW ? shown : `${shown} and ${paths.length - FEW} more`;
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
