import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { stackSetName } from '../../domain/baseline/names';
import type { Organization } from '../../environments/organization/organization';
import type { MembersStackSet } from '../../operations/members/stack-set';
import { assertOrganizationAccount } from '../aws/assert-account';
import { clientOptions } from '../aws/clients';

/** What commands about the members call. */
export interface MembersClients {
  readonly organizations: OrganizationsClient;
  /** Undefined when Terraform manages the members. */
  readonly stackSet: MembersStackSet | undefined;
}

/** @throws {UsageError} when the credentials belong neither to the management account nor to the delegated administrator */
export async function membersClients(organization: Organization, profile: string | undefined): Promise<MembersClients> {
  const { region, service, baseline, managementAccount } = organization;
  const scope = { profile, region };
  const account = await assertOrganizationAccount(organization, scope);
  const [{ OrganizationsClient }, { CloudFormationClient }] = await Promise.all([
    import('@aws-sdk/client-organizations'),
    import('@aws-sdk/client-cloudformation'),
  ]);
  const organizations = new OrganizationsClient(clientOptions(scope));
  if (baseline.rollout !== 'stack-set') return { organizations, stackSet: undefined };
  const client = new CloudFormationClient(clientOptions(scope));
  const callAs = account === managementAccount.id ? 'SELF' : 'DELEGATED_ADMIN';
  return { organizations, stackSet: { client, name: stackSetName(service), callAs } };
}

/** The StackSet is created by Terraform. */
export function noStackSetText(name: string, region: string): string {
  return `There is no StackSet ${name} in ${region}.\n→ apply the stack organizations-members first: npx backupctl plan --environment organizations`;
}
