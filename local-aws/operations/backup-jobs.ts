import { secondsOf } from '../clock';
import { Fault, page, type OperationContext, type Operation } from '../operation';
import { vaultOf } from './backup-vaults';
import { advanceJobs, type BackupJobsState, type StandInJob } from './job-course';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

export function emptyBackupJobs(): Pick<BackupJobsState, 'jobs' | 'courses' | 'noticesAreLost' | 'undelivered'> {
  return { jobs: [], courses: [], noticesAreLost: false, undelivered: [] };
}

export const BACKUP_JOBS: readonly Operation<BackupJobsState>[] = [
  {
    action: 'backup:ListBackupJobs',
    page: `${API}ListBackupJobs.html`,
    route: 'GET /backup-jobs',
    answer: ({ region, input, state }) => {
      const after = input['createdAfter'] === undefined ? 0 : Date.parse(input['createdAfter']) / 1000;
      const account = input['accountId'] ?? '*';
      const jobs = state.jobs
        .filter((listed) => listed.region === region)
        .map(({ job }) => job)
        .filter((job) => job.CreationDate >= after && (account === '*' || job['AccountId'] === account));
      const { part, ...next } = page(jobs, input['nextToken'], state);
      return { BackupJobs: part, ...next };
    },
  },
  {
    action: 'backup:StartBackupJob',
    page: `${API}StartBackupJob.html`,
    route: 'PUT /backup-jobs',
    answer: startBackupJob,
  },
  {
    action: 'backup:DescribeBackupJob',
    page: `${API}DescribeBackupJob.html`,
    route: 'GET /backup-jobs/{BackupJobId}',
    answer: async (context) => {
      await advanceJobs(context);
      return jobOf(context).job;
    },
  },
  {
    action: 'backup:StopBackupJob',
    page: `${API}StopBackupJob.html`,
    route: 'POST /backup-jobs/{BackupJobId}',
    answer: async (context) => {
      await advanceJobs(context);
      const { job } = jobOf(context);
      const course = context.state.courses.find(({ jobId }) => jobId === job['BackupJobId']);
      if (!course || course.stoppedAt !== undefined) {
        throw new Fault('InvalidRequestException', `A job that is ${String(job['State'])} cannot be stopped.`);
      }
      course.stoppedAt = context.clock.now().getTime();
      job['State'] = 'ABORTING';
      return undefined;
    },
  },
];

/** The same token returns the same job. */
function startBackupJob(context: OperationContext<BackupJobsState>) {
  const { region, input, state, clock } = context;
  const { BackupVaultName, ResourceArn, IamRoleArn, IdempotencyToken, Lifecycle } = input;
  const { BackupVaultArn } = vaultOf(context).vault;
  const known = state.jobs.find(({ job }) => IdempotencyToken !== undefined && job['token'] === IdempotencyToken);
  const BackupJobId = (known?.job['BackupJobId'] as string | undefined) ?? crypto.randomUUID();
  const CreationDate = known?.job.CreationDate ?? secondsOf(clock);
  if (!known) {
    const job = {
      BackupJobId,
      AccountId: String(ResourceArn).split(':')[4],
      State: 'CREATED',
      CreationDate,
      ResourceArn,
      ResourceType: 'EC2',
      BackupVaultName,
      BackupVaultArn,
      IamRoleArn,
      Lifecycle,
      // Not part of the API's response.
      token: IdempotencyToken,
    };
    state.jobs.push({ region, job });
    state.courses.push({ jobId: BackupJobId, region, startedAt: clock.now().getTime() });
  }
  return { BackupJobId, CreationDate };
}

function jobOf({ region, input, state }: OperationContext<BackupJobsState>): StandInJob {
  const id = input['BackupJobId'];
  const found = state.jobs.find((one) => one.region === region && one.job['BackupJobId'] === id);
  if (!found) throw new Fault('ResourceNotFoundException', `Backup job ${id} does not exist`);
  return found;
}
