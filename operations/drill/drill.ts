import type { Arrival, DrillOutcome, ListeningQueue } from '../../domain/drill/outcome';
import { isAbout } from '../../domain/drill/notice';
import { drilledJob, hasEnded, look, startJob, stop, type RunningJob } from './backup-job';
import { listener, type Listener } from './listening-queue';
import { removeAll, type Leftover, type Made } from './cleanup';
import type { Pace } from './pace';
import type { DrillClients, DrillRequest } from './request';

/** How often the queues are looked at again once the topic has told everything: SNS delivers in seconds. */
const LAST_LOOKS = 3;

/** How a drill went. Of outcome and error there is exactly one. */
export interface DrillResult {
  readonly outcome: DrillOutcome | undefined;
  /** Why the drill was broken off. */
  readonly error: Error | undefined;
  readonly leftovers: readonly Leftover[];
}

/**
 * Proves that the notice of a stopped job reaches subscribers, and that of a completed one does not (N8), and removes
 * whatever it made on every way out.
 *
 * @param paces of the drill itself, and of cleaning up, which goes on when the drill is broken off
 */
export async function drill(
  clients: DrillClients,
  request: DrillRequest,
  paces: { readonly drill: Pace; readonly cleanUp: Pace },
): Promise<DrillResult> {
  const made: Made[] = [];
  let outcome: DrillOutcome | undefined;
  let error: Error | undefined;
  try {
    outcome = await conduct(clients, request, paces.drill, made);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  paces.cleanUp.progress('cleaning up');
  return { outcome, error, leftovers: await removeAll(made, paces.cleanUp) };
}

function inMinutes(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

async function conduct(clients: DrillClients, request: DrillRequest, pace: Pace, made: Made[]): Promise<DrillOutcome> {
  const listeners = await listenAsSubscribers(clients, request, pace, made);
  if (request.filterDelay > 0) {
    pace.progress(`waiting ${inMinutes(request.filterDelay)} until the filters act`);
    await pace.wait(request.filterDelay);
  }

  const course = new Course(clients, request, { pace, listeners, deadline: Date.now() + request.timeout });
  const stopped = await course.run('stop', made);
  // A second job would prove nothing more. One after the other: AWS Backup takes no two backups of one resource at once.
  const completed = stopped.state === 'ABORTED' ? await course.run('complete', made) : undefined;
  await course.hear([stopped, ...(completed ? [completed] : [])].filter(hasEnded));

  const queues = listeners.map((one) => heardBy(one, stopped, completed));
  const [control = heardBy({ label: '', filter: 'none', heard: [] }, stopped, completed), ...subscribers] = queues;
  const { accountId, resourceArn } = request;
  return {
    accountId,
    resourceArn,
    stopped: drilledJob(stopped),
    completed: completed && drilledJob(completed),
    control,
    queues: subscribers,
  };
}

/** The first listener takes everything. */
async function listenAsSubscribers(
  clients: DrillClients,
  request: DrillRequest,
  pace: Pace,
  made: Made[],
): Promise<Listener[]> {
  const wanted = [{ label: 'everything', filter: 'none' as const }, ...request.filters];
  const listeners: Listener[] = [];
  for (const [position, one] of wanted.entries()) {
    pace.goOn();
    pace.progress(`subscribing a queue as ${one.label}`);
    const name = `backupctl-drill-${request.id}-${position}`;
    listeners.push(await listener(clients, request, { ...one, name }, made));
  }
  return listeners;
}

/** Follows the jobs and listens all the while. */
class Course {
  constructor(
    private readonly clients: DrillClients,
    private readonly request: DrillRequest,
    private readonly by: { readonly pace: Pace; readonly listeners: readonly Listener[]; readonly deadline: number },
  ) {}

  async run(purpose: 'stop' | 'complete', made: Made[]): Promise<RunningJob> {
    const { backup } = this.clients;
    this.by.pace.goOn();
    const job = await startJob(backup, this.request, purpose, made);
    for (;;) {
      await look(backup, job);
      if (hasEnded(job) || this.isLate()) return job;
      if (purpose === 'stop' && job.state === 'RUNNING') await stop(backup, job);
      await this.pass(`job ${job.jobId} to ${purpose}: ${job.state}`);
    }
  }

  /** Until the topic has told of these jobs, and a little longer for the filters. */
  async hear(jobs: readonly RunningJob[]): Promise<void> {
    const [control] = this.by.listeners;
    for (let looks = 0; looks < LAST_LOOKS;) {
      await this.pass('waiting for the notices');
      const told = jobs.every(({ jobId = '' }) => control?.heard.some(({ notice }) => isAbout(notice, jobId)));
      if (told) looks += 1;
      else if (this.isLate()) return;
    }
  }

  private isLate(): boolean {
    return Date.now() > this.by.deadline;
  }

  private async pass(doing: string): Promise<void> {
    const { pace, listeners } = this.by;
    pace.progress(doing);
    const passed = await Promise.allSettled([pace.wait(this.request.poll), ...listeners.map((one) => one.listen())]);
    for (const one of passed) if (one.status === 'rejected') throw one.reason;
  }
}

function heardBy(
  { label, filter, heard }: Pick<Listener, 'label' | 'filter' | 'heard'>,
  stopped: RunningJob,
  completed: RunningJob | undefined,
): ListeningQueue {
  const arrival = (job: RunningJob | undefined): Arrival | undefined => {
    const found = job && heard.find(({ notice }) => isAbout(notice, job.jobId ?? ''));
    return found && { notice: found.notice, seconds: Math.max(0, found.at - (job.endedAt ?? found.at)) / 1000 };
  };
  return { label, filter, stopped: arrival(stopped), completed: arrival(completed) };
}
