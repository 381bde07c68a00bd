import { inDays } from '../../domain/backup/days';
import { clockOf } from '../../domain/schedule/wall-clock';
import type { Finding } from '../../domain/finding';
import { indented, table } from '../table';
import type { EffectiveRuleSummary } from './organization-summary';
import type { SsmBackupSummary } from './ssm-backup-summary';
import type { CopySummary, EnvironmentSummary, RuleSummary } from './summary';

/** The summary as people read it. */
export function summaryText(summaries: readonly EnvironmentSummary[]): string {
  return summaries.map(environmentText).join('\n\n');
}

/** What accounts get from the organization's policies, as people read it. */
export function organizationText(rules: readonly EffectiveRuleSummary[], warnings: readonly Finding[]): string {
  const head = ['PLAN', 'RULE', 'VAULT', 'REGIONS', 'NEXT RUNS', 'KEPT', 'RECOVERY POINTS', 'ACCOUNTS'];
  const rows = rules.map((rule) => [
    rule.plan,
    rule.rule,
    rule.vault,
    rule.regions.join(', '),
    runsText(rule),
    keptText(rule.deleteAfterDays),
    rule.recoveryPoints === null ? 'unlimited' : String(rule.recoveryPoints),
    rule.accounts.join(', '),
  ]);
  const told = warnings.length === 0 ? [] : ['', indented(table([], warnings.map(warningRow)))];
  return ['organization', '', indented(table(head, rows)), ...told].join('\n');
}

function environmentText(summary: EnvironmentSummary): string {
  const { name, accountId, region, vaults, ssmBackup, recipients, warnings } = summary;
  const facts = [
    ...vaults.map((vault) => [
      'Vault',
      `${vault.name} in ${vault.region}, ${keyText(vault.key)}${lockText(vault.lock)}, tells ${vault.notify.join(', ') || 'nothing'}`,
    ]),
    ...(ssmBackup === null ? [] : ssmBackupRows(ssmBackup)),
    ...recipients.map(({ protocol, endpoint, regions }) => [
      'Told about failures',
      `${endpoint} (${protocol}) of ${regions.join(', ')}`,
    ]),
    ...warnings.map(warningRow),
  ];
  return [`${name}  ${accountId}  ${region}`, '', indented(rulesTable(summary)), '', indented(table([], facts))].join(
    '\n',
  );
}

function ssmBackupRows({ window, durationHours, tag, agentCheck, ...runs }: SsmBackupSummary): string[][] {
  const { timezone } = runs;
  return [
    [
      'SSM backup window',
      `${window}: ${runsText(runs)}, open for ${durationHours} h, instances with the tag ${tag.key}=${tag.value}`,
    ],
    ['SSM agent check', `${runsText({ ...agentCheck, timezone })}, ${agentCheck.minutesBefore} min before the window`],
  ];
}

function rulesTable({ rules, accountId }: EnvironmentSummary): string {
  const head = ['PLAN', 'RULE', 'VAULT', 'NEXT RUNS', 'KEPT', 'RECOVERY POINTS', 'COPIES', 'SELECTIONS'];
  return table(
    head,
    rules.map((rule) => [
      rule.plan,
      rule.rule,
      rule.vault,
      runsText(rule),
      keptText(rule.deleteAfterDays),
      rule.recoveryPoints === null ? 'unlimited' : String(rule.recoveryPoints),
      rule.copies.map((copy) => copyText(copy, accountId)).join(', ') || '-',
      rule.selections.join(', ') || '-',
    ]),
  );
}

function runsText({ nextRuns, timezone }: Pick<RuleSummary, 'nextRuns' | 'timezone'>): string {
  if (nextRuns.length === 0) return 'never';
  const clock = clockOf(timezone);
  const shown = nextRuns.map((run) => new Date(clock.at(Date.parse(run))).toISOString().slice(0, 16).replace('T', ' '));
  return `${shown.join(', ')} ${timezone}`;
}

function keptText(days: number | null): string {
  return days === null ? 'for ever' : inDays(days);
}

function copyText({ vault, region, accountId, deleteAfterDays }: CopySummary, ownAccountId: string): string {
  const account = accountId === ownAccountId ? '' : ` of ${accountId}`;
  return `${vault} in ${region}${account} for ${keptText(deleteAfterDays).replace('for ', '')}`;
}

function warningRow({ path, message, remedy }: Finding): string[] {
  return ['Warning', `${path}: ${message} → ${remedy}`];
}

function keyText(key: string): string {
  return key.startsWith('arn:') ? `key ${key}` : `${key} key`;
}

function lockText(lock: string | null): string {
  return lock === null ? '' : `, ${lock} lock`;
}
