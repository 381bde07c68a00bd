import type { Container, OrganizationTree } from '../../domain/policy/organization-tree';
import { assign, plan, rule } from './sample-policy';

/** The size of a tree. */
export interface TreeSize {
  readonly accounts: number;
  readonly ous: number;
  /** One of so many accounts has its own policy. */
  readonly oneOwnPolicyIn: number;
}

/**
 * A large organization: three plans of five rules at the root, OUs in two levels, ten per parent, each with its own
 * retention.
 */
export function largeTree({ accounts, ous, oneOwnPolicyIn }: TreeSize): OrganizationTree {
  const rules = Object.fromEntries(['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly'].map((name) => [name, rule()]));
  const policies: Record<string, unknown> = {
    Root: { plans: { Databases: plan({ rules }), Files: plan({ rules }), Machines: plan({ rules }) } },
    Own: { plans: { Files: { regions: { '@@append': ['eu-north-1'] } } } },
  };
  const numbers = Array.from({ length: accounts }, (_, index) => index);
  const units = Array.from({ length: ous }, (_, ou): Container => {
    const retention = { lifecycle: { delete_after_days: assign(30 + ou) } };
    policies[`Unit${ou}`] = { plans: { Databases: { rules: { Daily: retention } } } };
    return {
      id: `ou-${ou}`,
      policies: [`Unit${ou}`],
      ous: [],
      accounts: numbers
        .filter((index) => index % ous === ou)
        .map((index) => ({
          id: String(100_000_000_000 + index),
          policies: index % oneOwnPolicyIn === 0 ? ['Own'] : [],
        })),
    };
  });
  const tops = units.filter((_, index) => index % 10 === 0);
  const nested = tops.map((top, index) => ({ ...top, ous: units.slice(index * 10 + 1, index * 10 + 10) }));
  return { policies, root: { id: 'r-root', policies: ['Root'], accounts: [], ous: nested } };
}
