import { accountsPhrase } from '../../domain/organization/account-groups';
import { accountsOf, type Organization } from '../../domain/organization/organization';
import type { BackupJob } from '../../operations/backup-jobs';
import { table } from '../table';

interface Search {
  readonly since: Date;
  readonly regions: readonly string[];
  readonly organization: Organization;
}

/** The number of jobs by outcome. */
export function countsOf(jobs: readonly BackupJob[]): Record<BackupJob['outcome'], number> {
  const counts = { failed: 0, issues: 0, unfinished: 0, completed: 0 };
  for (const { outcome } of jobs) counts[outcome] += 1;
  return counts;
}

/** One row for each job, and the total. */
export function statusText(jobs: readonly BackupJob[], { since, regions, organization }: Search): string {
  const searched = `since ${since.toISOString()} in ${regions.join(', ')}`;
  // A policy that never ran has no jobs.
  if (jobs.length === 0) return `No backup job ${searched}.`;
  const names = new Map(accountsOf(organization).map(({ id, name }) => [id, name]));
  const rows = jobs.map((job) => [
    [job.accountId, names.get(job.accountId)].filter(Boolean).join(' '),
    job.region,
    job.resource,
    job.vault,
    job.outcome === 'issues' ? `${job.state}, with issues` : job.state,
    job.message.replaceAll(/\s+/g, ' ') || '-',
    job.createdAt,
  ]);
  const { failed, issues, unfinished, completed } = countsOf(jobs);
  const sum = `${jobs.length} jobs ${searched}: ${failed} failed, ${issues} completed with issues, ${unfinished} unfinished, ${completed} completed`;
  return `${table(['ACCOUNT', 'REGION', 'RESOURCE', 'VAULT', 'STATE', 'MESSAGE', 'CREATED'], rows, { breakWords: true })}\n\n${sum}`;
}

/** Where a policy had to start backups, and AWS Backup lists none: nothing is selected there, or jobs never started. */
export function withoutJobsText(
  missing: readonly { readonly region: string; readonly accounts: readonly string[] }[],
  organization: Organization,
): string {
  const lines = missing.map(({ region, accounts }) => `  ${region}: ${accountsPhrase(accounts, organization)}`);
  return `A rule was due, and there is no job:\n${lines.join('\n')}\n→ check that resources there have the tags of the policy, and that the accounts have the baseline`;
}
