import type { OrganizationInput } from '../environments/organization/organization';
import { fixtures } from './fixtures';

/** The frozen organization with everything that its notifications can have. */
export function notifiedOrganization(): OrganizationInput {
  return {
    ...structuredClone(fixtures.organization),
    notifications: {
      key: 'customer-managed',
      subscriptions: [
        { protocol: 'email', endpoint: 'backup-alerts@example.com' },
        { protocol: 'https', endpoint: 'https://example.com/hook' },
      ],
    },
  };
}
