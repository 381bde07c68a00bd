import type { ReleaseRecord } from './record';

/**
 * The record of an apply that goes on with a release: what it did not touch keeps what an earlier apply made of it.
 *
 * @param before the last record of the environment: of another release it says nothing about this one
 */
export function continuedRecord(before: ReleaseRecord | undefined, record: ReleaseRecord): ReleaseRecord {
  if (before?.release !== record.release || before.environment !== record.environment) return record;
  const earlier = new Map(before.stacks.map(({ stack, result }) => [stack, result]));
  const stacks = record.stacks.map(({ stack, result }) => ({
    stack,
    result: result === 'not applied' ? (earlier.get(stack) ?? result) : result,
  }));
  return { ...record, stacks };
}

/** Whether every stack of the environment has what the release says, so that it can be verified. */
export function isWhole({ stacks }: Pick<ReleaseRecord, 'stacks'>): boolean {
  return stacks.length > 0 && stacks.every(({ result }) => result === 'applied' || result === 'unchanged');
}
