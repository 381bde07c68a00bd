import type { Dependent } from './order';
import { isDone, type ReleaseRecord, type StackResult } from './record';

/**
 * The record of an apply that continues a release. A stack that it did not touch keeps its earlier result, unless it reads
 * a stack that was applied since: then it still has the earlier outputs of that stack.
 *
 * @param before the last record of the environment; a record of another release is ignored
 * @param stacks every stack of the environment
 */
export function mergeRecord(
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

/** Whether every stack of the environment has the release, so that it can be verified. */
export function isComplete({ stacks }: Pick<ReleaseRecord, 'stacks'>): boolean {
  return stacks.length > 0 && unfinished({ stacks }).length === 0;
}

/** The stacks that do not have the release yet. */
export function unfinished({ stacks }: Pick<ReleaseRecord, 'stacks'>): string[] {
  return stacks.filter((one) => !isDone(one)).map(({ stack }) => stack);
}

/** Whether its outputs may have changed. */
function isTouched({ result }: StackResult): boolean {
  return result === 'applied' || result === 'failed';
}
