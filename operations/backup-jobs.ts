import { type BackupClient, type BackupJob as AwsJob, paginateListBackupJobs } from '@aws-sdk/client-backup';

import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';

/** One backup job of one member. */
export interface BackupJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resource: string;
  readonly resourceType: string;
  readonly vault: string;
  /** As AWS Backup names it, such as `FAILED`. */
  readonly state: string;
  /** AWS's message: the reason for a failure, or what a completed job could not do. */
  readonly message: string;
  /** `failed`: there is no complete recovery point. `issues`: completed, with a message. */
  readonly outcome: 'failed' | 'issues' | 'unfinished' | 'completed';
  readonly createdAt: string;
  readonly completedAt: string | undefined;
}

/** How long AWS Backup lists jobs, in days. */
export const LISTED_DAYS = 30;

/**
 * Every backup job of every account of the organization in one region (O8). AWS returns them to the management account
 * when cross-account monitoring is enabled.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export async function backupJobs(
  backup: BackupClient,
  { region, since }: { readonly region: string; readonly since: Date },
  progress: Progress,
): Promise<BackupJob[]> {
  const pages = paginateListBackupJobs({ client: backup, pageSize: 1000 }, { ByAccountId: '*', ByCreatedAfter: since });
  const jobs = await withAwsErrors('backup:ListBackupJobs', () =>
    everyPage(pages, 'BackupJobs', (count) => progress(`${region}: ${count} jobs`)),
  );
  return jobs.map((job) => jobOf(job, region));
}

/** Sorted by outcome: failed, issues, unfinished, completed. Newest first within each. */
export function failuresFirst(jobs: readonly BackupJob[]): BackupJob[] {
  const order: readonly BackupJob['outcome'][] = ['failed', 'issues', 'unfinished', 'completed'];
  return jobs.toSorted(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.createdAt.localeCompare(a.createdAt),
  );
}

function jobOf(job: AwsJob, region: string): BackupJob {
  return {
    jobId: job.BackupJobId ?? '',
    accountId: job.AccountId ?? '',
    region,
    resource: job.ResourceArn ?? '',
    resourceType: job.ResourceType ?? '',
    vault: job.BackupVaultName ?? '',
    state: job.State ?? 'UNKNOWN',
    message: job.StatusMessage ?? '',
    outcome: outcomeOf(job),
    createdAt: job.CreationDate?.toISOString() ?? '',
    completedAt: job.CompletionDate?.toISOString(),
  };
}

/**
 * The console's "completed with issues" is a completed job whose message category is not SUCCESS.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
function outcomeOf({ State, MessageCategory = 'SUCCESS', StatusMessage = '' }: AwsJob): BackupJob['outcome'] {
  switch (State) {
    case 'COMPLETED':
      return MessageCategory.toUpperCase() === 'SUCCESS' && StatusMessage === '' ? 'completed' : 'issues';
    case 'ABORTED':
    case 'ABORTING':
    case 'EXPIRED':
    case 'FAILED':
    case 'PARTIAL':
      return 'failed';
    default:
      return 'unfinished';
  }
}
