import type { z } from 'zod';

import { organizationFields } from '../schema/organization';
import { completeState } from '../state-bucket';

/** The name of the organization among the environments: in state keys, in commands and in GitHub. */
const NAME = 'organizations';

export const organizationSchema = organizationFields.transform((written) => ({
  ...written,
  state: completeState({ ...written, name: NAME, accountId: written.managementAccount.id }),
}));

/** The contents of `organization.ts`. */
export type OrganizationInput = z.input<typeof organizationSchema>;

/** The organization with every default filled in. */
export type Organization = z.output<typeof organizationSchema>;

export type AttachedPolicy = Organization['policies'][number];

/** Gives `organization.ts` its types. The rules run later. */
export function organization(input: OrganizationInput): OrganizationInput {
  return input;
}
