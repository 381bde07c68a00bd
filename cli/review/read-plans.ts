import path from 'node:path';

import { readPlan, type SavedPlan } from '../../review/plan/read-plan';
import { UsageError } from '../exit-code';
import { readJson } from './read-app';

/**
 * Reads saved plans, as `terraform show -json` prints them.
 * @throws {UsageError} with every file that is not a saved plan
 */
export function readPlans(files: readonly string[]): SavedPlan[] {
  const problems: string[] = [];
  const plans = files.flatMap((file): SavedPlan[] => {
    const json = readJson(file);
    if (typeof json === 'string') problems.push(json);
    else if (typeof json['format_version'] !== 'string' || json['terraform_version'] === undefined)
      problems.push(`${file} is not a saved plan`);
    else return [readPlan(path.basename(file).replace(/(\.tfplan|\.plan)?\.json$/, ''), json)];
    return [];
  });
  if (problems.length === 0) return plans;
  throw new UsageError(`${problems.join('\n')}\n→ pass the output of terraform show -json PLAN`);
}
