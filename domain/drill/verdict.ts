import { type Finding, refusal } from '../finding';
import { lets } from '../notifications/filter-policy';
import type { Arrival, DrilledJob, DrillOutcome, ListeningQueue } from './outcome';

const RUNBOOK = 'docs/runbooks/drill-failed.md';

/** How AWS begins what it says of a backup that failed or was stopped. */
const BEGINNINGS = ['An AWS Backup job failed', 'An AWS Backup job was stopped'];

/**
 * Everything that keeps a drill from being proof that failures are told, and successes are not (N8). None: it is proven.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export function verdict(outcome: DrillOutcome): Finding[] {
  const { stopped, completed, control } = outcome;
  if (stopped.state !== 'ABORTED') return [wrongEnd('not-stopped', 'the job to be stopped', 'ABORTED', stopped)];
  const jobs =
    completed && completed.state !== 'COMPLETED'
      ? [wrongEnd('not-completed', 'the job to be completed', 'COMPLETED', completed)]
      : [];
  if (control.stopped === undefined) return [...jobs, notPublished('stopped', stopped)];
  const published =
    completed === undefined || control.completed !== undefined || completed.state !== 'COMPLETED'
      ? []
      : [notPublished('completed', completed)];
  return [
    ...jobs,
    ...published,
    ...wrongText(control.stopped, outcome),
    ...outcome.queues.flatMap((queue) => [...stoppedFindings(queue), ...completedFindings(queue, outcome)]),
  ];
}

/** What people should hear of the completed job, by their filter. */
export function expectsCompleted({ filter }: Pick<ListeningQueue, 'filter'>, accountId: string): boolean {
  return filter === 'none' || lets(filter, { State: 'COMPLETED', EventType: 'BACKUP_JOB', AccountId: accountId });
}

function wrongEnd(rule: string, what: string, wanted: string, job: DrilledJob): Finding {
  const words = job.message === '' ? '' : `: "${job.message}"`;
  const reached =
    job.seconds === undefined ? `was still ${job.state} when the time was up` : `ended as ${job.state}, not ${wanted}`;
  return refusal({
    rule,
    path: `backup job ${job.jobId}`,
    message: `${what} ${reached}${words}`,
    remedy: `see that no other backup of the instance runs, and run the drill again, with a longer --timeout if need be (${RUNBOOK}#a-job)`,
  });
}

function notPublished(which: string, { jobId }: DrilledJob): Finding {
  return refusal({
    rule: 'not-published',
    path: `backup job ${jobId}`,
    message: `the topic never told that the ${which} job ended, not even a queue without a filter`,
    remedy: `see the vault's notifications, the topic's policy and its key (${RUNBOOK}#nothing-was-published)`,
  });
}

function wrongText({ notice }: Arrival, { resourceArn, stopped }: DrillOutcome): Finding[] {
  const missing = [
    ...(BEGINNINGS.some((beginning) => notice.text.startsWith(beginning)) ? [] : [`begin "${BEGINNINGS[0]}"`]),
    ...[resourceArn, stopped.jobId].filter((name) => !notice.text.includes(name)).map((name) => `name ${name}`),
  ];
  if (missing.length === 0) return [];
  return [
    refusal({
      rule: 'wrong-text',
      path: `backup job ${stopped.jobId}`,
      message: `the notice of the stopped job does not ${missing.join(' nor ')}: "${notice.text}"`,
      remedy: `see whether people understand it, and who else publishes to the topic (${RUNBOOK}#another-text)`,
    }),
  ];
}

function stoppedFindings({ label, filter, stopped }: ListeningQueue): Finding[] {
  if (stopped !== undefined) return [];
  return [
    refusal({
      rule: 'failure-held-back',
      path: `filter of ${label}`,
      message: `the filter ${JSON.stringify(filter)} held back the notice of the stopped job, which was published`,
      remedy: `correct the filter; or it did not act yet, and a longer --filter-delay helps (${RUNBOOK}#a-filter)`,
    }),
  ];
}

function completedFindings(queue: ListeningQueue, { accountId, control, completed }: DrillOutcome): Finding[] {
  if (completed === undefined || control.completed === undefined) return [];
  const wanted = expectsCompleted(queue, accountId);
  if (wanted === (queue.completed !== undefined)) return [];
  return [
    refusal({
      rule: wanted ? 'success-held-back' : 'success-let-through',
      path: `filter of ${queue.label}`,
      message: `the filter ${JSON.stringify(queue.filter)} ${wanted ? 'held back' : 'let through'} the notice of the completed job`,
      remedy: `correct the filter; or it did not act yet, and a longer --filter-delay helps (${RUNBOOK}#a-filter)`,
    }),
  ];
}
