import { page, type Operation } from '../operation';

export interface BackupJobsState {
  /** As `BackupJob` of the API, in the order of the answer; times in seconds since 1970. */
  readonly jobs: {
    readonly region: string;
    readonly job: Readonly<Record<string, unknown>> & { CreationDate: number };
  }[];
}

export function emptyBackupJobs(): BackupJobsState {
  return { jobs: [] };
}

export const BACKUP_JOBS: readonly Operation<BackupJobsState>[] = [
  {
    action: 'backup:ListBackupJobs',
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html',
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
];
