import { OrganizationsOrganization } from '@cdktf/provider-aws/lib/organizations-organization';
import { Construct } from 'constructs';

import { Imports } from '../core/imports';

export interface ManagedOrganizationProps {
  readonly organizationId: string;
  /** Every service with trusted access: Terraform removes it from services that are not listed. */
  readonly servicePrincipals: readonly string[];
  /** Every policy type in use: Terraform disables types that are not listed. */
  readonly policyTypes: readonly string[];
}

/**
 * The organization itself, if this repository manages it (O1): imported, never created, never destroyed.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
 */
export class ManagedOrganization extends Construct {
  constructor(scope: Construct, id: string, props: ManagedOrganizationProps) {
    super(scope, id);
    const organization = new OrganizationsOrganization(this, 'organization', {
      featureSet: 'ALL',
      awsServiceAccessPrincipals: props.servicePrincipals.toSorted(),
      enabledPolicyTypes: props.policyTypes.toSorted(),
      lifecycle: { preventDestroy: true },
    });
    const to = `${organization.terraformResourceType}.${organization.friendlyUniqueId}`;
    new Imports(this, 'import', [{ to, id: props.organizationId }]);
  }
}
