import { STATUSES } from '../coverage/status';
import { isObject } from '../json-object';
import type { FoundCoverage, ReportAccount } from './data';

/** Resources in the output of `backupctl coverage`: one, or as many as `byType` counts. */
interface Counted {
  readonly type: string;
  readonly account: string;
  readonly status: string;
  /** @default 1 */
  readonly count?: number;
}

/** A coverage file that is none: refused input. */
class CoverageFileError extends Error {
  override readonly name = 'RefusedInputError';
  readonly refused: readonly object[];

  constructor(file: string, problem: string) {
    const message = `is not the output of backupctl coverage: ${problem}`;
    const remedy = 'write it with backupctl coverage --format json';
    super(`${file} ${message}.\n→ ${remedy}`);
    this.refused = [{ file, path: '', message, remedy }];
  }
}

/**
 * Counts the resources of a coverage file by account, type and status: from its `byType`, or from the resources themselves.
 * @param types the columns of the matrix; resources of other types have none
 * @throws {CoverageFileError}
 */
export function readCoverage(
  file: string,
  content: unknown,
  accounts: readonly ReportAccount[],
  types: readonly string[],
): FoundCoverage {
  const { byType, resources } = isObject(content) ? content : {};
  const counted = byType ?? resources;
  if (!Array.isArray(counted)) throw new CoverageFileError(file, 'it has neither byType nor resources');
  if (!counted.every(isCounted)) {
    const wrong = counted.findIndex((one) => !isCounted(one));
    throw new CoverageFileError(
      file,
      `${byType === undefined ? 'resources' : 'byType'}[${wrong}] is ${JSON.stringify(counted[wrong])}; allowed are type, account, a status of ${STATUSES.join(', ')}, and a count of 0 or more`,
    );
  }
  const accountIndex = new Map(accounts.map(([id], index) => [id, index]));
  const statuses = [...new Set(counted.map(({ status }) => status))].toSorted();
  const counts = new Map<string, number>();
  let elsewhere = 0;
  for (const { account, type, status, count = 1 } of counted) {
    const [row, column] = [accountIndex.get(account), types.indexOf(type)];
    if (row === undefined || column === -1) elsewhere += count;
    else {
      const key = `${row} ${column} ${statuses.indexOf(status)}`;
      counts.set(key, (counts.get(key) ?? 0) + count);
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

function isCounted(value: unknown): value is Counted {
  if (!isObject(value)) return false;
  const { type, account, status, count = 1 } = value;
  return (
    [type, account].every((text) => typeof text === 'string') &&
    STATUSES.some((known) => known === status) &&
    Number.isInteger(count) &&
    Number(count) >= 0
  );
}
