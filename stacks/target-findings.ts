import type { Finding } from '../domain/finding';
import { groupedBy } from '../domain/grouped-by';
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
  const byTarget = [...groupedBy(findings, ({ target }) => target)];
  const refusals = byTarget.map(([target, own]): Refusal => ({
    file: files[target] ?? target,
    findings: own.map(({ finding }) => finding),
    unchecked: false,
  }));
  if (refusals.length > 0) throw new RefusedError(refusals);
}
