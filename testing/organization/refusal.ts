import { parseEnvironments } from '../../environments/parse';
import type { OrganizationInput } from '../../environments/organization/organization';
import { RefusedError } from '../../environments/refusal';
import { fixtures } from '../fixtures';

/** The message with which the organization of the fixtures is refused after a change, or `nothing is refused`. */
export function organizationRefusalOf(change: (input: OrganizationInput) => void): string {
  const input = structuredClone(fixtures.organization);
  change(input);
  const files = (['dev', 'stg', 'prod'] as const).map((name) => ({ file: name, name, input: fixtures[name] }));
  try {
    parseEnvironments(files, new Date('2026-11-21T00:00:00Z'), { file: 'organization.ts', input });
    return 'nothing is refused';
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.message;
  }
}
