import type { CoverageStatus } from './status';
import { type CoverageSummary, gapsIn } from './tally';

/** A message for SNS. */
export interface GapsNotice {
  /** At most 100 printable ASCII characters. */
  readonly subject: string;
  readonly body: string;
}

/** More lines are not read in a message, and 1,000 of the longest fit into the 256 KB of SNS. */
const MOST_LINES = 1000;

/**
 * What the recipients of failed backups should know: how many gaps each account has, by type, and what could not be read.
 * @param of what was looked at, such as `the organization`
 * @returns undefined if there is nothing to report
 */
export function gapsNotice(
  summary: CoverageSummary,
  { of, failOn }: { readonly of: string; readonly failOn: readonly CoverageStatus[] },
): GapsNotice | undefined {
  const { byType, unread } = summary;
  const failed = unread.filter(({ permission }) => permission === undefined);
  const gaps = gapsIn(summary, failOn);
  if (gaps + failed.length === 0) return undefined;
  const reported = failOn.includes('unknown') ? unread : failed;
  const lines = [
    ...byType
      .filter(({ status }) => failOn.includes(status))
      .map(({ account, type, status, count }) => `${account} ${type}: ${count} ${status}`),
    ...reported.map(({ account, region, what, permission }) =>
      [account, region, `${what} not read`, ...(permission === undefined ? [] : [`(${permission})`])]
        .filter((word) => word !== '')
        .join(' '),
    ),
  ];
  const left = lines.length - MOST_LINES;
  return {
    subject:
      `Backup coverage of ${of}: ${gaps} ${gaps === 1 ? 'gap' : 'gaps'}${failed.length === 0 ? '' : ', incomplete'}`.slice(
        0,
        100,
      ),
    body: [
      `Resources of ${of} without a backup in time, by account and type:`,
      '',
      ...lines.slice(0, MOST_LINES),
      ...(left > 0 ? [`and ${left} more`] : []),
      '',
      'npx backupctl coverage lists each resource, with what it lacks.',
    ].join('\n'),
  };
}
