import { existsSync } from 'node:fs';
import path from 'node:path';

import { type CostDifference, costDifference } from '../../domain/cost/cost-report';
import type { CostRow } from '../../domain/cost/model';
import { costRows } from '../../domain/cost/rows';
import { costAccounts } from '../cost/cost-accounts';
import { costsOf } from '../cost/read-base';
import { loadConfiguration } from '../configuration';

/**
 * Compares the costs of the configuration with those of a checkout. A note of the review: without sizes in both of them, or
 * without a checkout, there is none.
 */
export class CostComparison {
  #before: readonly CostRow[] | undefined;
  #after: readonly CostRow[] | undefined;

  constructor(readonly now: Date) {}

  async readBefore(checkout: string): Promise<void> {
    const environments = path.join(checkout, 'environments');
    if (!existsSync(path.join(environments, 'load.ts'))) return;
    this.#after = await orNothing(async () => {
      const accounts = costAccounts(await loadConfiguration(this.now), this.now);
      return accounts && costRows(accounts, this.now);
    });
    if (!this.#after) return;
    this.#before = await orNothing(() => costsOf(environments, this.now, 'no costs'));
  }

  /** Undefined if nothing changes, too. */
  change(): CostDifference | undefined {
    if (!this.#before || !this.#after) return undefined;
    const difference = costDifference(this.#before, this.#after, { by: 'rule' });
    return difference.groups.length === 0 ? undefined : difference;
  }
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
