import type { Finding } from '../../domain/finding';
import { unreadReason } from '../../domain/coverage/judge-place';
import { coverageText } from '../../domain/coverage/source';
import type { Unread } from '../../domain/coverage/status';
import type { InstanceReport } from '../../domain/inventory/instance-report';
import { table } from '../table';

const MARKS: Readonly<Record<Finding['severity'], string>> = { error: '✗', warning: '!' };

/** What is wrong with the maintenance window for its instances. */
type WindowFindings = readonly Finding[];

/** The number of instances, errors and warnings. */
export function countsOf(reports: readonly InstanceReport[], ofWindow: WindowFindings) {
  const findings = [...ofWindow, ...reports.flatMap((report) => report.findings)];
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { instances: reports.length, errors, warnings: findings.length - errors };
}

/** One row for each instance, then the findings with their remedies, errors first, then the total. */
export function inventoryText(
  reports: readonly InstanceReport[],
  { regions, ofWindow }: { readonly regions: readonly string[]; readonly ofWindow: WindowFindings },
): string {
  const where = `in ${regions.join(', ')}`;
  if (reports.length === 0) return `No instance ${where}.`;
  const { instances, errors, warnings } = countsOf(reports, ofWindow);
  const findings = [...ofWindow, ...reports.flatMap((report) => report.findings)];
  return [
    table(['INSTANCE', 'NAME', 'REGION', 'STATE', 'GROUP', 'AGENT', 'BACKED UP BY'], reports.map(row), {
      breakWords: true,
    }),
    ...(['error', 'warning'] as const).flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity).map(findingText),
    ),
    `${counted(instances, 'instance')} ${where}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
  ].join('\n\n');
}

/** Such as `1 error`, `2 errors`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function row({ instance, inGroup, coverage }: InstanceReport): string[] {
  const { id, region, state, agent } = instance;
  const name = instance.name.replaceAll(/\s+/g, ' ').trim();
  return [
    id,
    name === '' ? '-' : name,
    region,
    state,
    inGroup ? 'yes' : '-',
    inGroup ? (agent?.pingStatus ?? 'unknown') : '-',
    coverage.length === 0 ? 'nothing' : coverage.map(coverageText).join(', '),
  ];
}

/** A finding with its path and remedy. */
export function findingText({ severity, path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  return `${MARKS[severity]} ${path}${value}: ${message}\n    → ${remedy}`;
}

/** One instance as JSON. */
export function instanceJson({ instance, judged, inGroup, coverage, findings }: InstanceReport) {
  const { status, reason, lastBackup, nextRun } = judged;
  const { id, region, state, tags, instanceProfileArn, agent } = instance;
  return {
    instanceId: id,
    region,
    state,
    tags,
    instanceProfileArn: instanceProfileArn ?? null,
    inGroup,
    // Only queried for instances of the group.
    ...(inGroup ? { agent: agent ? { pingStatus: agent.pingStatus, lastPingAt: agent.lastPingAt } : null } : {}),
    status,
    reason,
    lastBackup: lastBackup ?? null,
    nextRun: nextRun ?? null,
    coverage,
    findings,
  };
}

/** What is not known because a part could not be read. */
export function unreadNote({ region, what, ...unread }: Unread): string {
  return `${unreadReason({ what, ...unread })} in ${region}, so ${UNKNOWN[what] ?? 'this part is not known'}.`;
}

const UNKNOWN: Readonly<Record<string, string>> = {
  protected: 'the last backups are not known',
  images: 'the last backups are not known',
  'opt-in': 'every type counts as opted in',
};

/** Why the organization's policy counts for nothing. */
export function policyWithheldText(accountId: string): string {
  return `AWS will withhold the organization's new backup policy from account ${accountId}, so it is not included here.\n→ see npx backupctl policy effective --account ${accountId}`;
}
