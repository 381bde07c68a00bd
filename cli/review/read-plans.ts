import path from 'node:path';

import { planProblem } from '../../review/plan/plan-shape';
import { readPlan, type SavedPlan } from '../../review/plan/read-plan';
import { UsageError } from '../exit-code';
import { readJson } from './read-json';

/**
 * Reads saved plans, as `terraform show -json` prints them.
 * @throws {UsageError} with every file that is not a saved plan
 */
export function readPlans(files: readonly string[]): SavedPlan[] {
  const problems: string[] = [];
  const plans = files.flatMap((file): SavedPlan[] => {
    const json = readJson(file);
    const problem = typeof json === 'string' ? json : planProblem(json);
    if (typeof json !== 'string' && problem === undefined) {
      return [readPlan(path.basename(file).replace(/(\.tfplan|\.plan)?\.json$/, ''), json)];
    }
    problems.push(typeof json === 'string' ? json : `${file} cannot be reviewed: ${problem}`);
    return [];
  });
  if (problems.length === 0) return plans;
  throw new UsageError(`${problems.join('\n')}\n→ pass the output of terraform show -json PLAN`);
}
