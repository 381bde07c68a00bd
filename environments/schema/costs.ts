import { z } from 'zod';

import { SIZE_NAME } from '../rules/formats';
import { accountId, region } from './scalars';
import { byRules, text } from './text';

const declaredSize = z.strictObject({
  /** What messages and `backupctl cost` call it. */
  name: text(SIZE_NAME),
  /** A resource type as `regionSettings` names it, such as `EBS`. */
  type: text(byRules),
  /** @default - the region of the environment, or of the organization */
  region: region.optional(),
  /** The plan that backs it up. @default - every plan that can reach the type in the region */
  plan: text(byRules).optional(),
  /** One selection of the plan. @default - all of its selections */
  selection: text(byRules).optional(),
  /** The data of all these resources together, in GB. */
  sizeGb: z.number(),
  /** The part of it that changes in a day, in percent. */
  dailyChangePercent: z.number(),
  /** What is restored in a month, in GB. @default - not counted */
  restoredGbPerMonth: z.number().optional(),
});

/** Sizes for `backupctl cost`. Nothing that is deployed depends on them. */
export const costs = z.array(declaredSize);

/** The same for each account. */
export const organizationCosts = z.array(
  declaredSize.extend({
    /** The accounts that each have this much. @default - every account with the plan */
    accounts: z.array(accountId).optional(),
  }),
);
