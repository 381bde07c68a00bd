import { DEFAULT_WINDOWS } from '../backup/windows';
import { groupedBy } from '../grouped-by';
import { accountsOf, isActive, treeOf, type Organization } from '../organization/organization';
import { nextRuns } from '../schedule/next-runs';
import { readSchedule } from '../schedule/read-schedule';
import { byEffect } from './by-effect';
import { mergedPlans } from './merged-plans';
import type { MergedObject } from './inheritance-place';
import { effectivePolicies } from './organization-tree';

/** An account and region in which a rule of a policy had to start backups. */
export interface DueAccount {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Where a rule ran after `since`, and its start window is over: AWS Backup must have created jobs by now, unless the rule
 * selects nothing there (M6).
 */
export function dueAccounts(
  organization: Organization,
  { since, now }: { readonly since: Date; readonly now: Date },
): DueAccount[] {
  const counted = new Set(
    accountsOf(organization).flatMap((account) => (account.leaving || !isActive(account) ? [] : account.id)),
  );
  const regionsOf = byEffect(({ effectivePolicy }) => dueRegions(effectivePolicy, since, now));
  return [...effectivePolicies(treeOf(organization), { now })].flatMap((effect) => {
    const { accountId } = effect;
    return counted.has(accountId) ? regionsOf(effect).map((region) => ({ accountId, region })) : [];
  });
}

/** The accounts by region that were due, and have none of these jobs. */
export function withoutJobs(
  due: readonly DueAccount[],
  jobs: readonly DueAccount[],
  regions: readonly string[],
): { readonly region: string; readonly accounts: readonly string[] }[] {
  const found = new Set(jobs.map(({ accountId, region }) => `${accountId} ${region}`));
  const missing = due.filter(
    ({ accountId, region }) => regions.includes(region) && !found.has(`${accountId} ${region}`),
  );
  return [...groupedBy(missing, ({ region }) => region)].map(([region, accounts]) => ({
    region,
    accounts: accounts.map(({ accountId }) => accountId),
  }));
}

function dueRegions(effectivePolicy: MergedObject, since: Date, now: Date): string[] {
  const regions = mergedPlans(effectivePolicy).flatMap(({ value, rules }) => {
    const isDue = rules.some(({ value: { startWindowMinutes = DEFAULT_WINDOWS.startWindowMinutes, ...rule } }) => {
      const schedule = readSchedule(rule);
      const [run] = schedule ? nextRuns(schedule, since, 1) : [];
      return run !== undefined && run.getTime() + startWindowMinutes * 60_000 <= now.getTime();
    });
    return isDue ? value.regions : [];
  });
  return [...new Set(regions)];
}
