import { Fault, type OperationContext, type Operation } from '../operation';
import { recoveryPointOf } from './recovery-points';
import { startRestoredInstance, type RestoreJobsState } from './restored-instance';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** When a job leaves PENDING and when it ends, in milliseconds from its start. */
const PENDING = 10_000;
const LASTS = 60_000;

export function emptyRestoreJobs(): Pick<RestoreJobsState, 'restoreJobs'> {
  return { restoreJobs: [] };
}

export const RESTORE_JOBS: readonly Operation<RestoreJobsState>[] = [
  {
    action: 'backup:StartRestoreJob',
    page: `${API}StartRestoreJob.html`,
    route: 'PUT /restore-jobs',
    answer: (context) => {
      const { region, input, state, clock } = context;
      const { RecoveryPointArn, IdempotencyToken } = input;
      recoveryPointOf(state, context, { RecoveryPointArn });
      // The same token returns the same job.
      const known = state.restoreJobs.find(
        ({ request }) => IdempotencyToken !== undefined && request['IdempotencyToken'] === IdempotencyToken,
      );
      if (known) return { RestoreJobId: known.id };
      const id = crypto.randomUUID().toUpperCase();
      state.restoreJobs.push({ id, region, startedAt: clock.now().getTime(), request: input });
      return { RestoreJobId: id };
    },
  },
  {
    action: 'backup:DescribeRestoreJob',
    page: `${API}DescribeRestoreJob.html`,
    route: 'GET /restore-jobs/{RestoreJobId}',
    answer: describeRestoreJob,
  },
];

async function describeRestoreJob(request: OperationContext<RestoreJobsState>) {
  const { region, input, state, clock } = request;
  const job = state.restoreJobs.find((one) => one.region === region && one.id === input['RestoreJobId']);
  if (!job) throw new Fault('ResourceNotFoundException', `Restore job ${input['RestoreJobId']} does not exist`);
  const age = clock.now().getTime() - job.startedAt;
  if (age >= LASTS) job.end ??= await startRestoredInstance(job, request);
  const running =
    age < PENDING
      ? { Status: 'PENDING', PercentDone: '0.00%' }
      : { Status: 'RUNNING', PercentDone: `${Math.min(99, Math.floor((age / LASTS) * 100))}.00%` };
  return {
    AccountId: String(job.request['IamRoleArn']).split(':')[4],
    RestoreJobId: job.id,
    RecoveryPointArn: job.request['RecoveryPointArn'],
    IamRoleArn: job.request['IamRoleArn'],
    ResourceType: 'EC2',
    CreationDate: job.startedAt / 1000,
    ...(job.end ? { PercentDone: '0.00%', ...job.end, CompletionDate: (job.startedAt + LASTS) / 1000 } : running),
  };
}
