import { readFileSync } from 'node:fs';

import { isObject } from '../../domain/json-object';
import type { ReportData } from '../../domain/report/data';
import { baseAt, jsonAbout } from '../base-output';
import { refusedFile } from '../exit-code';
import { dataOfPage } from './page';

/**
 * The report to compare with: of a checkout, of a folder of environments, or a report that was written before.
 * @throws {UsageError} if there is no such file or folder
 * @throws {RefusedInputError} if it has no report
 */
export async function readBase(base: string, now: Date): Promise<ReportData> {
  const at = baseAt(base, 'report');
  if ('file' in at) return ofFile(at.file);
  const args = ['report', '--now', now.toISOString()];
  return (await jsonAbout(at.environments, args, `${base} has no report`)) as ReportData;
}

function ofFile(file: string): ReportData {
  const data = dataIn(readFileSync(file, 'utf8'));
  if (isObject(data) && data['version'] === 1 && DRAWN.every((key) => key in data))
    return data as unknown as ReportData;
  throw refusedFile(file, 'is not a report of this version', 'name a file that backupctl report wrote');
}

function dataIn(text: string): unknown {
  try {
    return text.startsWith('<') ? dataOfPage(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the charts before a change are drawn from. */
const DRAWN: readonly (keyof ReportData)[] = [
  'now',
  'sources',
  'units',
  'accounts',
  'profiles',
  'plans',
  'coverage',
  'calendar',
];
