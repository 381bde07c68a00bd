import { RESOURCE_TYPES } from '../backup/resource-types';
import type { CellState, CoverageMatrix, ReportPlan } from './data';
import type { Profiles } from './profiles';

/** Which resource types the plans of each account can reach: what the configuration shows without asking AWS. */
export function coverageMatrix({ profiles, plans }: Profiles): Omit<CoverageMatrix, 'found'> {
  const types = RESOURCE_TYPES.map(({ name }) => name);
  return {
    types,
    cells: profiles.map((profile) =>
      types.map((type) => {
        const states = profile.plans.map((index) => [index, stateOf(plans[index], type)] as const);
        const state = ORDER.find((one) => states.some(([, other]) => other === one)) ?? 'none';
        return [state, states.filter(([, other]) => other !== 'none').map(([index]) => index)] as const;
      }),
    ),
  };
}

/** The best first. */
const ORDER: readonly CellState[] = ['all', 'tagged', 'opted-out', 'none'];

function stateOf(plan: ReportPlan | undefined, type: string): CellState {
  if (plan?.all.includes(type)) return 'all';
  if (plan?.tagged.includes(type)) return 'tagged';
  return plan?.optedOut.includes(type) ? 'opted-out' : 'none';
}
