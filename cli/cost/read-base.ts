import type { CostReport } from '../../domain/cost/cost-report';
import type { CostRow } from '../../domain/cost/model';
import { isObject } from '../../domain/json-object';
import { baseAt, jsonAbout } from '../base-output';
import { refusedFile } from '../exit-code';
import { jsonIn } from './json-in';

/**
 * The rows to compare with: of a checkout, of a folder of environments, or of what `cost --json` printed before.
 * @throws {UsageError} if there is no such file or folder
 * @throws {RefusedInputError} if it has no costs
 */
export async function readBase(base: string, now: Date): Promise<readonly CostRow[]> {
  const at = baseAt(base, 'file that cost --json printed');
  if ('file' in at) return rowsIn(at.file);
  const rows = await costsOf(at.environments, now, `${base} has no costs`);
  return rows;
}

/**
 * The rows of other environments.
 * @throws {RefusedInputError} if they declare no sizes, or are refused
 */
export async function costsOf(environments: string, now: Date, refused: string): Promise<readonly CostRow[]> {
  const report = await jsonAbout(environments, ['cost', '--now', now.toISOString()], refused);
  return (report as CostReport).rows;
}

function rowsIn(file: string): readonly CostRow[] {
  const report = jsonIn(file);
  if (isObject(report) && report['version'] === 1 && Array.isArray(report['rows']))
    return report['rows'] as readonly CostRow[];
  throw refusedFile(file, 'has no costs of this version', 'name a file that backupctl cost --json printed');
}
