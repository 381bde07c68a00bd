export type FieldName = 'minutes' | 'hours' | 'day-of-month' | 'month' | 'day-of-week' | 'year';

/** One problem of a cron expression, and what to write instead. */
export interface CronProblem {
  /** `expression`: the expression cannot be split into fields. */
  readonly field: FieldName | 'expression';
  readonly found: string;
  /** What to write: an instruction without a full stop. */
  readonly remedy: string;
}

/** A cron expression is not valid. It has every problem of the expression. */
export class CronError extends Error {
  override readonly name = 'CronError';

  constructor(readonly problems: readonly CronProblem[]) {
    super(problems.map((problem) => `${describeProblem(problem)}: ${problem.remedy}`).join('; '));
  }
}

/** The problem, with the field and the value, as a message of a `Finding`. */
export function describeProblem({ field, found }: CronProblem): string {
  return field === 'expression' ? `"${found}" is not understood` : `the ${field} field cannot hold "${found}"`;
}
