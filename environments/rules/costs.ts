import { declaredSizesRefused } from '../../domain/cost/declared-sizes';
import type { CostAccount, DeclaredSize } from '../../domain/cost/model';
import { plansOf } from '../../domain/cost/rows';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { optedInTypes } from './lookups';
import { placedPlans } from './placed-plan';

/** Declared sizes: of what a plan of the environment backs up. */
export const costs: EnvironmentRule = (environment) => {
  const account = environmentCosts(environment);
  return declaredSizesRefused(account.sizes, environment.backup.plans, (size) => plansOf(account, size).length > 0);
};

/** The plans of an environment, and the sizes of what they back up. */
export function environmentCosts(environment: Environment): CostAccount {
  const { name, accountId, region } = environment;
  return {
    owner: `environment ${name}`,
    accountId,
    plans: placedPlans(environment).map(({ value }) => value),
    optedIn: (of) => optedInTypes(environment, of),
    sizes: (environment.costs ?? []).map((size): DeclaredSize => ({ ...size, region: size.region ?? region })),
  };
}
