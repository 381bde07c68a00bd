import type { Arrival, DrillOutcome, ListeningQueue } from '../../domain/drill/outcome';
import { isAbout } from '../../domain/drill/notice';
import { drilledJob, hasEnded, refresh, startJob, stop, type RunningJob } from './backup-job';
import { probeQueue, type ProbeQueue } from './probe-queue';
import { cleanUp, type Leftover, type CleanupStep } from './cleanup';
import type { Pace } from './pace';
import type { DrillClients, DrillRequest } from './request';

/** How often the queues are polled again after every notice was published: SNS delivers in seconds. */
const FINAL_POLLS = 3;

/** The result of a drill: either an outcome or an error. */
export interface DrillResult {
  readonly outcome: DrillOutcome | undefined;
  /** Why the drill was aborted. */
  readonly error: Error | undefined;
  readonly leftovers: readonly Leftover[];
}

/**
 * Verifies that the notice of a stopped job reaches subscribers and that the notice of a completed job does not (N8).
 * Removes everything it created, however it ends.
 *
 * @param paces of the drill, and of the cleanup, which continues when the drill is interrupted
 */
export async function drill(
  clients: DrillClients,
  request: DrillRequest,
  paces: { readonly drill: Pace; readonly cleanUp: Pace },
): Promise<DrillResult> {
  const cleanup: CleanupStep[] = [];
  let outcome: DrillOutcome | undefined;
  let error: Error | undefined;
  try {
    outcome = await runDrill(clients, request, paces.drill, cleanup);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  paces.cleanUp.progress('cleaning up');
  return { outcome, error, leftovers: await cleanUp(cleanup, paces.cleanUp) };
}

function inMinutes(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

async function runDrill(
  clients: DrillClients,
  request: DrillRequest,
  pace: Pace,
  cleanup: CleanupStep[],
): Promise<DrillOutcome> {
  const probes = await createProbes(clients, request, pace, cleanup);
  if (request.filterDelay > 0) {
    pace.progress(`waiting ${inMinutes(request.filterDelay)} until the filters take effect`);
    await pace.wait(request.filterDelay);
  }

  const drillRun = new DrillRun(clients, request, { pace, probes, deadline: Date.now() + request.timeout });
  const stopped = await drillRun.run('stop', cleanup);
  // Otherwise a second job would prove nothing. Sequential: AWS Backup runs one backup of a resource at a time.
  const proves = stopped.state === 'ABORTED' && request.publisher === undefined;
  const completed = proves ? await drillRun.run('complete', cleanup) : undefined;
  await drillRun.waitForNotices([stopped, ...(completed ? [completed] : [])].filter(hasEnded));

  const queues = probes.map((one) => receivedBy(one, stopped, completed));
  const [control = receivedBy({ label: '', filter: 'none', received: [] }, stopped, completed), ...subscribers] =
    queues;
  const { accountId, publisher, resourceArn } = request;
  return {
    accountId,
    ...(publisher === undefined ? {} : { publisher }),
    resourceArn,
    stopped: drilledJob(stopped),
    completed: completed && drilledJob(completed),
    control,
    queues: subscribers,
  };
}

/** The first queue has no filter. */
async function createProbes(
  clients: DrillClients,
  request: DrillRequest,
  pace: Pace,
  cleanup: CleanupStep[],
): Promise<ProbeQueue[]> {
  const filters = [{ label: 'everything', filter: 'none' as const }, ...request.filters];
  const probes: ProbeQueue[] = [];
  for (const [position, one] of filters.entries()) {
    pace.throwIfInterrupted();
    pace.progress(`subscribing a queue as ${one.label}`);
    const name = `backupctl-drill-${request.id}-${position}`;
    probes.push(await probeQueue(clients, request, { ...one, name }, cleanup));
  }
  return probes;
}

/** Follows the jobs while polling the queues. */
class DrillRun {
  constructor(
    private readonly clients: DrillClients,
    private readonly request: DrillRequest,
    private readonly by: { readonly pace: Pace; readonly probes: readonly ProbeQueue[]; readonly deadline: number },
  ) {}

  async run(purpose: 'stop' | 'complete', cleanup: CleanupStep[]): Promise<RunningJob> {
    const { backup } = this.clients;
    this.by.pace.throwIfInterrupted();
    const job = await startJob(backup, this.request, purpose, cleanup);
    for (;;) {
      await refresh(backup, job);
      if (hasEnded(job) || this.isLate()) return job;
      if (purpose === 'stop' && job.state === 'RUNNING') await stop(backup, job);
      await this.pass(`job ${job.jobId} to ${purpose}: ${job.state}`);
    }
  }

  /** Until the topic has published notices of these jobs, and a little longer for the filters. */
  async waitForNotices(jobs: readonly RunningJob[]): Promise<void> {
    const [control] = this.by.probes;
    for (let polls = 0; polls < FINAL_POLLS;) {
      await this.pass('waiting for the notices');
      const published = jobs.every(({ jobId = '' }) => control?.received.some(({ notice }) => isAbout(notice, jobId)));
      if (published) polls += 1;
      else if (this.isLate()) return;
    }
  }

  private isLate(): boolean {
    return Date.now() > this.by.deadline;
  }

  private async pass(doing: string): Promise<void> {
    const { pace, probes } = this.by;
    pace.progress(doing);
    const passed = await Promise.allSettled([pace.wait(this.request.poll), ...probes.map((one) => one.poll())]);
    for (const one of passed) if (one.status === 'rejected') throw one.reason;
  }
}

function receivedBy(
  { label, filter, received }: Pick<ProbeQueue, 'label' | 'filter' | 'received'>,
  stopped: RunningJob,
  completed: RunningJob | undefined,
): ListeningQueue {
  const arrival = (job: RunningJob | undefined): Arrival | undefined => {
    const found = job && received.find(({ notice }) => isAbout(notice, job.jobId ?? ''));
    return found && { notice: found.notice, seconds: Math.max(0, found.at - (job.endedAt ?? found.at)) / 1000 };
  };
  return { label, filter, stopped: arrival(stopped), completed: arrival(completed) };
}
