import {
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';

import type { Credentials } from '../../local-aws/seed/account';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** An organization in moto, which assigns its IDs. */
export interface MadeOrganization {
  readonly id: string;
  readonly rootId: string;
  readonly enableTrustedAccess: () => Promise<unknown>;
  readonly enablePolicyType: () => Promise<unknown>;
  /** Returns the ID of a new OU. */
  readonly makeUnit: (name: string, parentId: string) => Promise<string>;
}

const LOCAL = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * Creates the organization of an account, with all features disabled.
 *
 * @param credentials of its management account
 */
export async function makeOrganization(endpoint: string, credentials: Credentials = LOCAL): Promise<MadeOrganization> {
  const client = new OrganizationsClient({ region: 'us-east-1', endpoint, credentials });
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots } = await client.send(new ListRootsCommand({}));
  const RootId = Roots?.[0]?.Id ?? '';
  const ServicePrincipal = 'backup.amazonaws.com';
  return {
    id: Organization?.Id ?? '',
    rootId: RootId,
    enableTrustedAccess: () => client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal })),
    enablePolicyType: () => client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'BACKUP_POLICY' })),
    makeUnit: async (Name, ParentId) => {
      const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }));
      return OrganizationalUnit?.Id ?? '';
    },
  };
}
