import type { Arrival, DrillOutcome, ListeningQueue } from '../../domain/drill/outcome';
import { isAbout } from '../../domain/drill/notice';
import { drilledJob, hasEnded, refresh, startJob, stop, type RunningJob } from './backup-job';
import { probeQueue, type ProbeQueue } from './probe-queue';
import { cleanUp, type Leftover, type CleanupStep } from './cleanup';
import type { Pace } from './pace';
import type { DrillClients, DrillRequest } from './request';

/** How often the queues are looked at again once the topic has told everything: SNS delivers in seconds. */
const FINAL_POLLS = 3;

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
    pace.progress(`waiting ${inMinutes(request.filterDelay)} until the filters act`);
    await pace.wait(request.filterDelay);
  }

  const drillRun = new DrillRun(clients, request, { pace, probes, deadline: Date.now() + request.timeout });
  const stopped = await drillRun.run('stop', cleanup);
  // A second job would prove nothing more. One after the other: AWS Backup takes no two backups of one resource at once.
  const completed = stopped.state === 'ABORTED' ? await drillRun.run('complete', cleanup) : undefined;
  await drillRun.waitForNotices([stopped, ...(completed ? [completed] : [])].filter(hasEnded));

  const queues = probes.map((one) => receivedBy(one, stopped, completed));
  const [control = receivedBy({ label: '', filter: 'none', received: [] }, stopped, completed), ...subscribers] =
    queues;
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

/** The first probeQueue takes everything. */
async function createProbes(
  clients: DrillClients,
  request: DrillRequest,
  pace: Pace,
  cleanup: CleanupStep[],
): Promise<ProbeQueue[]> {
  const wanted = [{ label: 'everything', filter: 'none' as const }, ...request.filters];
  const probes: ProbeQueue[] = [];
  for (const [position, one] of wanted.entries()) {
    pace.throwIfInterrupted();
    pace.progress(`subscribing a queue as ${one.label}`);
    const name = `backupctl-drill-${request.id}-${position}`;
    probes.push(await probeQueue(clients, request, { ...one, name }, cleanup));
  }
  return probes;
}

/** Follows the jobs and listens all the while. */
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

  /** Until the topic has told of these jobs, and a little longer for the filters. */
  async waitForNotices(jobs: readonly RunningJob[]): Promise<void> {
    const [control] = this.by.probes;
    for (let polls = 0; polls < FINAL_POLLS;) {
      await this.pass('waiting for the notices');
      const told = jobs.every(({ jobId = '' }) => control?.received.some(({ notice }) => isAbout(notice, jobId)));
      if (told) polls += 1;
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
