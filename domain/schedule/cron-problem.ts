export type FieldName = 'minutes' | 'hours' | 'day-of-month' | 'month' | 'day-of-week' | 'year';

/** One thing in a cron expression that cannot be taken, and what to write instead. */
export interface CronProblem {
  /** `expression`: the fault is in the whole, before its fields can be told apart. */
  readonly field: FieldName | 'expression';
  readonly found: string;
  /** What to write: an instruction without a full stop. */
  readonly remedy: string;
}

/** A cron expression is refused, with everything that is wrong with it. */
export class CronError extends Error {
  override readonly name = 'CronError';

  constructor(readonly problems: readonly CronProblem[]) {
    super(problems.map((problem) => `${describeProblem(problem)}: ${problem.remedy}`).join('; '));
  }
}

/** What is wrong, with the field and the value, in words that fit a `Finding`. */
export function describeProblem({ field, found }: CronProblem): string {
  return field === 'expression' ? `"${found}" is not understood` : `the ${field} field cannot hold "${found}"`;
}
