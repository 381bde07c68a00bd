import type { OrganizationInput } from './organization/organization';

/**
 * What `organization pull --policies` writes, for `organization.ts` to spread: with the types of its settings, because those
 * of imported JSON are wider.
 */
export function fromPull(settings: object): Partial<OrganizationInput> {
  return settings;
}
