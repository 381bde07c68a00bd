import { inDays } from '../../domain/backup/days';
import type { Finding } from '../../domain/finding';
import { clockOf } from '../../domain/schedule/wall-clock';
import { indentedTable } from '../table';
import type { SsmBackupSummary } from './ssm-backup-summary';
import type { CopySummary, EnvironmentSummary, RuleSummary, VaultSummary } from './summary';

/** The summary as text. */
export function summaryText(summaries: readonly EnvironmentSummary[]): string {
  return summaries.map(environmentText).join('\n\n');
}

/** The next runs, one on each line, in the time zone of the schedule. */
export function runsText({ nextRuns, timezone }: Pick<RuleSummary, 'nextRuns' | 'timezone'>, separator = '\n'): string {
  if (nextRuns.length === 0) return 'never';
  const clock = clockOf(timezone);
  return nextRuns
    .map((run) => new Date(clock.at(Date.parse(run))).toISOString().slice(0, 16).replace('T', ' '))
    .map((local) => `${local} ${timezone}`)
    .join(separator);
}

export function retentionText(days: number | null): string {
  return days === null ? 'never expires' : inDays(days);
}

export function recoveryPointsText(count: number | null): string {
  return count === null ? 'unlimited' : String(count);
}

export function warningRow({ path, message, remedy }: Finding): string[] {
  return ['Warning', `${path}: ${message} → ${remedy}`];
}

function environmentText(summary: EnvironmentSummary): string {
  const { name, accountId, region, vaults, ssmBackup, recipients, warnings } = summary;
  const facts = [
    ...vaults.map((vault) => [
      'Vault',
      `${vault.name} in ${vault.region}, ${keyText(vault.key)}${lockText(vault.lock)}, ${notifyText(vault.notify)}`,
    ]),
    ...(ssmBackup === null ? [] : ssmBackupRows(ssmBackup)),
    ...recipients.map(({ protocol, endpoint, regions }) => [
      'Failure alerts',
      `to ${endpoint} (${protocol}) from ${regions.join(', ')}`,
    ]),
    ...warnings.map(warningRow),
  ];
  return [`${name}  ${accountId}  ${region}`, rulesTable(summary), indentedTable([], facts)].join('\n\n');
}

function notifyText(notify: VaultSummary['notify']): string {
  return notify === 'unmanaged' ? 'notifications unmanaged' : `notifies about ${notify.join(', ') || 'nothing'}`;
}

function ssmBackupRows({ window, durationHours, tag, agentCheck, ...runs }: SsmBackupSummary): string[][] {
  const { timezone } = runs;
  return [
    [
      'SSM backup',
      `${window}: ${runsText(runs, ', ')}, open for ${durationHours} h, instances with the tag ${tag.key}=${tag.value}`,
    ],
    [
      'SSM agent check',
      `${runsText({ ...agentCheck, timezone }, ', ')}, ${agentCheck.minutesBefore} min before the window`,
    ],
  ];
}

function rulesTable({ rules, accountId }: EnvironmentSummary): string {
  return indentedTable(
    ['PLAN', 'RULE', 'VAULT', 'NEXT RUNS', 'RETENTION', 'RECOVERY POINTS', 'COPIES', 'SELECTIONS'],
    rules.map((rule) => [
      rule.plan,
      rule.rule,
      rule.vault,
      runsText(rule),
      retentionText(rule.deleteAfterDays),
      recoveryPointsText(rule.recoveryPoints),
      rule.copies.map((copy) => copyText(copy, accountId)).join(', ') || '-',
      rule.selections.join(', ') || '-',
    ]),
  );
}

function copyText({ vault, region, accountId, deleteAfterDays }: CopySummary, ownAccountId: string): string {
  const account = accountId === ownAccountId ? '' : ` of ${accountId}`;
  const retention = deleteAfterDays === null ? 'never expires' : `for ${inDays(deleteAfterDays)}`;
  return `${vault} in ${region}${account} ${retention}`;
}

export function keyText(key: string): string {
  return key.startsWith('arn:') ? `key ${key}` : `${key} key`;
}

export function lockText(lock: string | null): string {
  return lock === null ? '' : `, ${lock} lock`;
}
