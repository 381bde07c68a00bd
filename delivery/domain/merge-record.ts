import type { Dependent } from './order';
import { isDone, type ReleaseRecord, type StackResult } from './record';

/**
 * The record of an apply that goes on with a release: what it did not touch keeps what an earlier apply made of it, unless
 * it reads what was applied since: then it has what its producers had published before.
 *
 * @param before the last record of the environment: of another release it says nothing about this one
 * @param stacks every stack of the environment
 */
export function continuedRecord(
  before: ReleaseRecord | undefined,
  record: ReleaseRecord,
  stacks: readonly Dependent[],
): ReleaseRecord {
  if (before?.release !== record.release || before.environment !== record.environment) return record;
  const earlier = new Map(before.stacks.map((one) => [one.stack, one]));
  const touched = new Set(record.stacks.filter(isTouched).map(({ stack }) => stack));
  const outdated = new Set(
    stacks.filter(({ dependencies }) => dependencies.some((name) => touched.has(name))).map(({ name }) => name),
  );
  const continued = (now: StackResult): StackResult => {
    if (now.result !== 'not applied') return now;
    const kept = earlier.get(now.stack) ?? now;
    return isDone(kept) && outdated.has(now.stack) ? now : kept;
  };
  return { ...record, stacks: record.stacks.map(continued) };
}

/** Whether every stack of the environment has what the release says, so that it can be verified. */
export function isWhole({ stacks }: Pick<ReleaseRecord, 'stacks'>): boolean {
  return stacks.length > 0 && unfinished({ stacks }).length === 0;
}

/** The stacks that do not have what the release says. */
export function unfinished({ stacks }: Pick<ReleaseRecord, 'stacks'>): string[] {
  return stacks.filter((one) => !isDone(one)).map(({ stack }) => stack);
}

/** Whether it may publish something else than before. */
function isTouched({ result }: StackResult): boolean {
  return result === 'applied' || result === 'failed';
}
