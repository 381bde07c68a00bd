import { isObject } from '../json-object';
import type { FoundCoverage, ReportAccount } from './data';

/** A resource in the output of `backupctl coverage`. The report reads no more of it. */
interface CoveredResource {
  readonly type: string;
  readonly account: string;
  readonly status: string;
}

/**
 * Counts the resources of a coverage file by account, type and status.
 * @param types the columns of the matrix; resources of other types have none
 * @returns undefined if it is not a coverage file
 */
export function readCoverage(
  file: string,
  content: unknown,
  accounts: readonly ReportAccount[],
  types: readonly string[],
): FoundCoverage | undefined {
  const resources = isObject(content) && 'resources' in content ? content.resources : undefined;
  if (!Array.isArray(resources) || !resources.every(isResource)) return undefined;
  const accountIndex = new Map(accounts.map(([id], index) => [id, index]));
  const statuses = [...new Set(resources.map(({ status }) => status))].toSorted();
  const counts = new Map<string, number>();
  let elsewhere = 0;
  for (const { account, type, status } of resources) {
    const [row, column] = [accountIndex.get(account), types.indexOf(type)];
    if (row === undefined || column === -1) elsewhere++;
    else {
      const key = `${row} ${column} ${statuses.indexOf(status)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return {
    file,
    statuses,
    counts: [...counts].map(([key, count]) => {
      const [row = 0, column = 0, status = 0] = key.split(' ').map(Number);
      return [row, column, status, count] as const;
    }),
    elsewhere,
  };
}

function isResource(value: unknown): value is CoveredResource {
  if (!isObject(value)) return false;
  return (['type', 'account', 'status'] as const).every(
    (key) => typeof (value as Record<string, unknown>)[key] === 'string',
  );
}
