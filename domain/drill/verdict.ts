import { type Finding, refusal } from '../finding';
import { lets } from '../notifications/filter-policy';
import type { Arrival, DrilledJob, DrillOutcome, ListeningQueue } from './outcome';

const RUNBOOK = 'docs/runbooks/drill-failed.md';

/** How AWS's message about a failed or stopped backup begins. */
const BEGINNINGS = ['An AWS Backup job failed', 'An AWS Backup job was stopped'];

/** What the message of the organization says about it. */
const ENDED = 'ended as ABORTED';

/**
 * Every reason why a drill does not prove that failure notices arrive and success notices do not (N8). Empty: it is proven.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export function verdict(outcome: DrillOutcome): Finding[] {
  const { stopped, completed, control } = outcome;
  if (stopped.state !== 'ABORTED') return [wrongEnd('not-stopped', 'the job to stop', 'ABORTED', stopped)];
  const jobs =
    completed && completed.state !== 'COMPLETED'
      ? [wrongEnd('not-completed', 'the job to complete', 'COMPLETED', completed)]
      : [];
  if (control.stopped === undefined) return [...jobs, notPublished('stopped', stopped, outcome)];
  const published =
    completed === undefined || control.completed !== undefined || completed.state !== 'COMPLETED'
      ? []
      : [notPublished('completed', completed, outcome)];
  return [
    ...jobs,
    ...published,
    ...wrongText(control.stopped, outcome),
    ...outcome.queues.flatMap((queue) => [...stoppedFindings(queue), ...completedFindings(queue, outcome)]),
  ];
}

/** Whether subscribers with this filter should receive the notice of the completed job. */
export function expectsCompleted({ filter }: Pick<ListeningQueue, 'filter'>, accountId: string): boolean {
  return filter === 'none' || lets(filter, { State: 'COMPLETED', EventType: 'BACKUP_JOB', AccountId: accountId });
}

function wrongEnd(rule: string, what: string, wanted: string, job: DrilledJob): Finding {
  const words = job.message === '' ? '' : `: "${job.message}"`;
  const reached =
    job.seconds === undefined ? `was still ${job.state} at the timeout` : `ended as ${job.state}, not ${wanted}`;
  return refusal({
    rule,
    path: `backup job ${job.jobId}`,
    message: `${what} ${reached}${words}`,
    remedy: `make sure that no other backup of the instance is running, and run the drill again, with a longer --timeout if necessary (${RUNBOOK}#a-job)`,
  });
}

function notPublished(which: string, { jobId }: DrilledJob, { publisher }: DrillOutcome): Finding {
  const remedy =
    publisher === undefined
      ? `check the vault's notifications, the topic's policy and its key (${RUNBOOK}#nothing-was-published)`
      : `check the way of the event from the rule in the account to the topic (${RUNBOOK}#nothing-was-published-for-a-member)`;
  return refusal({
    rule: 'not-published',
    path: `backup job ${jobId}`,
    message: `the topic did not publish that the ${which} job ended: even a queue without a filter received nothing`,
    remedy,
  });
}

function wrongText({ notice }: Arrival, { publisher, resourceArn, stopped }: DrillOutcome): Finding[] {
  const missing = [
    ...(publisher === undefined ? wrongBeginning(notice.text) : wrongEnding(notice.text)),
    ...[resourceArn, stopped.jobId].filter((name) => !notice.text.includes(name)).map((name) => `name ${name}`),
  ];
  if (missing.length === 0) return [];
  return [
    refusal({
      rule: 'wrong-text',
      path: `backup job ${stopped.jobId}`,
      message: `the notice of the stopped job does not ${missing.join(' nor ')}: "${notice.text}"`,
      remedy: `check whether recipients understand it, and who else publishes to the topic (${RUNBOOK}#another-text)`,
    }),
  ];
}

function wrongBeginning(text: string): string[] {
  return BEGINNINGS.some((beginning) => text.startsWith(beginning)) ? [] : [`begin "${BEGINNINGS[0]}"`];
}

function wrongEnding(text: string): string[] {
  return text.includes(ENDED) ? [] : [`say "${ENDED}"`];
}

function stoppedFindings({ label, filter, stopped }: ListeningQueue): Finding[] {
  if (stopped !== undefined) return [];
  return [
    refusal({
      rule: 'failure-held-back',
      path: `filter of ${label}`,
      message: `the filter ${JSON.stringify(filter)} held back the notice of the stopped job, which was published`,
      remedy: `correct the filter; if it was not yet in effect, use a longer --filter-delay (${RUNBOOK}#a-filter)`,
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
      remedy: `correct the filter; if it was not yet in effect, use a longer --filter-delay (${RUNBOOK}#a-filter)`,
    }),
  ];
}
