import { OrganizationsResourcePolicy } from '@cdktf/provider-aws/lib/organizations-resource-policy';
import { Construct } from 'constructs';

import { stableJson } from '../../domain/stable-json';

/**
 * The policy that delegates actions of AWS Organizations to members. Terraform cannot destroy it: the members would lose them.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export class ResourcePolicy extends Construct {
  constructor(scope: Construct, id: string, { content }: { readonly content: object }) {
    super(scope, id);
    new OrganizationsResourcePolicy(this, 'policy', {
      content: stableJson(content),
      lifecycle: { preventDestroy: true },
    });
  }
}
