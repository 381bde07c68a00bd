import type { z } from 'zod';

import type { organizationFields } from '../schema/organization';
import { completeState } from '../state-bucket';

/** The name of the organization among the environments: in state keys, in commands and in GitHub. */
const NAME = 'organizations';

/** Fills in defaults that depend on other values. */
export function completeOrganization(written: z.output<typeof organizationFields>) {
  const { notifications, region, managementAccount } = written;
  return {
    ...written,
    state: completeState({ ...written, name: NAME, accountId: managementAccount.id }),
    // One topic: the events of all regions meet on one bus.
    notifications: notifications && { ...notifications, topicArns: {}, regions: [region], createdIn: [region] },
  };
}

/** The contents of `organization.ts`. */
export type OrganizationInput = z.input<typeof organizationFields>;

/** The organization with every default filled in. */
export type Organization = ReturnType<typeof completeOrganization>;

export type AttachedPolicy = Organization['policies'][number];

/** Gives `organization.ts` its types. The rules run later. */
export function organization(input: OrganizationInput): OrganizationInput {
  return input;
}
