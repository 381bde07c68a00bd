import { existsSync } from 'node:fs';
import path from 'node:path';

import { type CostDifference, costDifference } from '../../domain/cost/cost-report';
import { costRows } from '../../domain/cost/rows';
import { costAccounts } from '../cost/cost-accounts';
import { costsOf } from '../cost/read-base';
import { loadConfiguration } from '../configuration';

/**
 * What the configuration changes in what a checkout stores and transfers: a note of the review. Undefined if nothing changes,
 * and without sizes in both of them.
 */
export async function costChange(checkout: string, now: Date): Promise<CostDifference | undefined> {
  const environments = path.join(checkout, 'environments');
  if (!existsSync(path.join(environments, 'load.ts'))) return undefined;
  const after = await orNothing(async () => {
    const accounts = costAccounts(await loadConfiguration(now), now);
    return accounts && costRows(accounts, now);
  });
  const before = after && (await orNothing(() => costsOf(environments, now, 'no costs')));
  if (!after || !before) return undefined;
  const difference = costDifference(before, after, { by: 'rule' });
  return difference.groups.length === 0 ? undefined : difference;
}

/** Undefined where input is refused: the review itself, or synth, reports it. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && ['RefusedError', 'RefusedInputError'].includes(error.name)) return undefined;
    throw error;
  }
}
