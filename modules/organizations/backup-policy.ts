import { OrganizationsPolicy } from '@cdktf/provider-aws/lib/organizations-policy';
import { OrganizationsPolicyAttachment } from '@cdktf/provider-aws/lib/organizations-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface BackupPolicyProps {
  readonly name: string;
  readonly description: string;
  /** The document, minified: white space counts towards the 10,000 characters. */
  readonly content: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A backup policy of the organization (O4). Terraform cannot destroy it: accounts would lose their plans.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html
 */
export class BackupPolicy extends Construct {
  private readonly policyId: string;

  constructor(scope: Construct, id: string, { name, description, content, tags }: BackupPolicyProps) {
    super(scope, id);
    this.policyId = new OrganizationsPolicy(this, 'policy', {
      name,
      description,
      type: 'BACKUP_POLICY',
      content,
      tags: { Name: name, ...tags },
      lifecycle: { preventDestroy: true },
    }).id;
  }

  /**
   * Attaches the policy to the root, an OU or an account (O5).
   * @param after what must exist before the policy first runs
   */
  attach(targetId: string, after: readonly ITerraformDependable[]): OrganizationsPolicyAttachment {
    return new OrganizationsPolicyAttachment(this, `attachment-${targetId}`, {
      policyId: this.policyId,
      targetId,
      dependsOn: [...after],
    });
  }
}
