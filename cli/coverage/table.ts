import { groupedBy } from '../../domain/grouped-by';
import { markdownTable } from '../../domain/markdown-table';
import { type CoverageStatus, type ResourceCoverage, STATUSES } from '../../domain/coverage/status';
import type { CoverageSummary } from '../../domain/coverage/tally';
import { counted } from '../inventory/print';
import { table } from '../table';
import { type CoverageFormat, type CoverageHead, coveringText, daysBack } from './format';

/** The most rows of a table: more are not read, and must not fill the memory. */
const MOST_ROWS = 500;

/** Gaps first, then the other resources, then the totals. */
export function coverageTable(name: 'table' | 'markdown', { failOn, environment }: CoverageHead): CoverageFormat {
  const kept: Record<'gaps' | 'others', ResourceCoverage[]> = { gaps: [], others: [] };
  const left = { gaps: 0, others: 0 };
  // An environment has one account.
  const columns = (cells: readonly string[]): readonly string[] =>
    environment === null ? cells : cells.filter((_, index) => HEADER[index] !== 'ACCOUNT');
  const draw = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
    name === 'table'
      ? table(header, rows, { breakWords: true })
      : markdownTable(
          header,
          rows.map((cells) => cells.map(escaped)),
        ).trimEnd();
  return {
    begin: () => [],
    resource: (resource) => {
      const list = failOn.includes(resource.status) ? 'gaps' : 'others';
      if (kept[list].length < MOST_ROWS) kept[list].push(resource);
      else left[list] += 1;
      return [];
    },
    end: (summary) => {
      const room = Math.max(0, MOST_ROWS - kept.gaps.length);
      const rows = [...byStatus(kept.gaps), ...byStatus(kept.others).slice(0, room)];
      const more = left.gaps + left.others + kept.gaps.length + kept.others.length - rows.length;
      const parts = [
        ...(rows.length === 0
          ? ['No resources.']
          : [
              draw(
                columns(HEADER),
                rows.map((resource) => columns(rowOf(resource))),
              ),
            ]),
        ...(more === 0 ? [] : [`${more} more resources: --format csv and --format json list all of them`]),
        draw(['SOURCE', 'RESOURCES'], sourcesOf(summary)),
        totals(summary),
      ];
      return [parts.join('\n\n')];
    },
  };
}

const HEADER = ['STATUS', 'RESOURCE', 'TYPE', 'ACCOUNT', 'REGION', 'LAST BACKUP', 'DAYS BACK', 'WHY'];

function rowOf(resource: ResourceCoverage): string[] {
  const { status, arn, name, state, type, account, region, lastBackup = '-', nextRun } = resource;
  const id = arn.replace(/^(?:[^:]*:){5}/, '').replace(/^[a-z-]+[/:](?=[^/:]+$)/, '');
  const label = [id, ...(name === undefined || name === id ? [] : [name.replaceAll(/\s+/g, ' ')])].join(' ');
  const stopped = state === 'stopped' ? ' (stopped)' : '';
  const back = daysBack(resource);
  return [
    status,
    `${label}${stopped}`,
    type,
    account,
    region,
    lastBackup.replace(/:\d\d\.\d+Z$/, 'Z'),
    back === '' ? '-' : back,
    why(resource, nextRun),
  ];
}

function why({ reason, remedy, coveredBy, status }: ResourceCoverage, nextRun: string | undefined): string {
  const by = coveredBy.map(coveringText).join('; ');
  const next = nextRun === undefined ? '' : `, next run ${nextRun.replace(/:\d\d\.\d+Z$/, 'Z')}`;
  if (status === 'covered') return `${by}${next}${reason === 'backed up in time' ? '' : ` (${reason})`}`;
  return [reason, ...(remedy === undefined ? [] : [`→ ${remedy}`]), ...(by === '' ? [] : [`(${by}${next})`])].join(' ');
}

function byStatus(resources: readonly ResourceCoverage[]): ResourceCoverage[] {
  return resources.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
}

/** Which source listed how many of what. */
function sourcesOf({ sources }: CoverageSummary): string[][] {
  return [...groupedBy(sources, ({ source }) => source)].map(([source, counts]) => [
    SOURCE_NAMES[source],
    counts.map(({ type, count }) => `${count} ${type}`).join(', '),
  ]);
}

const SOURCE_NAMES = {
  protected: 'AWS Backup',
  tagged: 'tagging API',
  described: 'service of the type',
  config: 'AWS Config',
  images: 'images of the window',
} as const satisfies Record<CoverageSummary['sources'][number]['source'], string>;

/** Such as `5 resources: 1 stale, 4 covered`. */
function totals({ counts }: CoverageSummary): string {
  const found = STATUSES.filter((status) => counts[status] > 0);
  const sum = found.reduce((total, status: CoverageStatus) => total + counts[status], 0);
  return `${counted(sum, 'resource')}${sum === 0 ? '' : `: ${found.map((status) => `${counts[status]} ${status}`).join(', ')}`}`;
}

function escaped(cell: string): string {
  return cell.replaceAll('<', '&lt;').replaceAll('|', String.raw`\|`);
}
