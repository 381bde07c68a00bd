import type { z } from 'zod';

import type { organizationFields } from '../schema/organization';

/** What stands in `organization.ts`. */
export type OrganizationInput = z.input<typeof organizationFields>;

/** The organization with every default filled in. */
export type Organization = z.output<typeof organizationFields>;

export type AttachedPolicy = Organization['policies'][number];

/** Gives `organization.ts` its types; the checks come later. */
export function organization(input: OrganizationInput): OrganizationInput {
  return input;
}
