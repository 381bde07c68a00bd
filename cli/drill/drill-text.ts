import type { Arrival, DrilledJob, DrillOutcome, ListeningQueue } from '../../domain/drill/outcome';
import { expectsCompleted } from '../../domain/drill/verdict';
import type { Leftover } from '../../operations/drill/cleanup';
import { table } from '../table';

/** The result of both jobs, and which notifications arrived. */
export function drillText(outcome: DrillOutcome): string {
  const { stopped, completed, control, queues } = outcome;
  const jobs = table(
    ['JOB', 'ID', 'STATE', 'AFTER'],
    [jobRow('stopped', stopped), ...(completed ? [jobRow('completed', completed)] : [])],
  );
  const notices = table(
    ['SUBSCRIBED AS', 'FILTER', 'STOPPED JOB', 'COMPLETED JOB'],
    [control, ...queues].map((queue) => noticeRow(queue, outcome)),
    { breakWords: true },
  );
  return `${jobs}\n\n${notices}`;
}

/** The resources that a user must remove. */
export function leftoversText(leftovers: readonly Leftover[]): string {
  const lines = leftovers.map(({ what, reason, command }) => `  ${what}: ${reason}\n    ${command}`);
  return `These resources of the drill could not be removed. Remove them:\n${lines.join('\n')}`;
}

function jobRow(purpose: string, { jobId, state, seconds }: DrilledJob): string[] {
  return [purpose, jobId, state, seconds === undefined ? '-' : duration(seconds)];
}

function noticeRow(queue: ListeningQueue, { accountId, completed }: DrillOutcome): string[] {
  const { label, filter, stopped } = queue;
  const wanted = expectsCompleted(queue, accountId);
  const second = completed === undefined ? '-' : arrivalText(queue.completed, wanted);
  return [label, filter === 'none' ? 'none' : JSON.stringify(filter), arrivalText(stopped, true), second];
}

function arrivalText(arrival: Arrival | undefined, expected: boolean): string {
  const mark = expected === (arrival !== undefined) ? '✓' : '✗';
  return `${mark} ${arrival === undefined ? 'not notified' : `notified after ${duration(arrival.seconds)}`}`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
