import type { Finding } from '../domain/finding';
import type { Configuration } from '../environments/parse';
import { type Refusal, RefusedError } from '../environments/refusal';

/** The organization among the targets. */
export const ORGANIZATIONS = 'organizations';

/** A problem that only the stacks show, with the environment whose file has its cause, or {@link ORGANIZATIONS}. */
export interface TargetFinding {
  readonly target: string;
  readonly finding: Finding;
}

/** @throws {RefusedError} with every finding, by the file that the user wrote, if there are any */
export function refuse(findings: readonly TargetFinding[], files: Configuration['files']): void {
  const targets = [...new Set(findings.map(({ target }) => target))];
  const refusals = targets.map((target): Refusal => {
    const own = findings.filter((one) => one.target === target).map(({ finding }) => finding);
    return { file: files[target] ?? target, findings: own, unchecked: false };
  });
  if (refusals.length > 0) throw new RefusedError(refusals);
}
