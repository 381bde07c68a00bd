import type { ResourceCoverage } from '../../domain/coverage/status';
import { type CoverageFormat, type CoverageHead, coveringText, daysBack } from './format';
import { coverageTable } from './table';

export type FormatName = 'table' | 'json' | 'csv' | 'markdown';

export function coverageFormat(name: FormatName, head: CoverageHead): CoverageFormat {
  switch (name) {
    case 'json':
      return jsonFormat(head);
    case 'csv':
      return csvFormat();
    case 'table':
    case 'markdown':
      return coverageTable(name, head);
    default:
      return name satisfies never;
  }
}

/** One resource in each line, so that a large file can be read line by line. */
function jsonFormat(head: CoverageHead): CoverageFormat {
  const begin = JSON.stringify(head, null, 2).replace(/\n\}$/, ',\n  "resources": [');
  // The comma after a resource is known when the next one comes.
  let last: string | undefined;
  const flushed = (comma: string): string[] => (last === undefined ? [] : [`    ${last}${comma}`]);
  return {
    begin: () => [begin],
    resource: (resource) => {
      const lines = flushed(',');
      last = JSON.stringify(resource);
      return lines;
    },
    end: (summary) => [...flushed(''), '  ],', JSON.stringify(summary, null, 2).replace(/^\{\n/, '')],
  };
}

const COLUMNS: readonly (readonly [string, (resource: ResourceCoverage) => string])[] = [
  ['account', ({ account }) => account],
  ['region', ({ region }) => region],
  ['type', ({ type }) => type],
  ['arn', ({ arn }) => arn],
  ['name', ({ name = '' }) => name],
  ['state', ({ state = '' }) => state],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['remedy', ({ remedy = '' }) => remedy],
  ['covered by', ({ coveredBy }) => coveredBy.map(coveringText).join('; ')],
  ['last backup', ({ lastBackup = '' }) => lastBackup],
  ['next run', ({ nextRun = '' }) => nextRun],
  ['days back', (resource) => daysBack(resource)],
  ['sources', ({ sources }) => sources.join(' ')],
];

/** @see https://www.rfc-editor.org/rfc/rfc4180 */
function csvFormat(): CoverageFormat {
  return {
    begin: () => [COLUMNS.map(([name]) => name).join(',')],
    resource: (resource) => [COLUMNS.map(([, value]) => csvCell(value(resource))).join(',')],
    end: () => [],
  };
}

/** A spreadsheet must not take a name for a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
