import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';

import { assumedBy, type Trust } from '../../domain/iam/assumed-by';

export interface RoleProps {
  readonly name: string;
  /** @default / */
  readonly path?: string;
  /** The ARN of the permissions boundary of the role.
   * @default - none */
  readonly permissionsBoundaryArn: string | undefined;
  /** The ARNs of policies, by the name of the attachment in Terraform. */
  readonly policies: Readonly<Record<string, string>>;
}

export type ServiceRoleProps = RoleProps & Trust;

/** A role that one AWS service assumes, or a role of another account, with managed policies only. */
export class ServiceRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const trust = new DataAwsIamPolicyDocument(this, 'trust', { statement: [assumedBy(props)] });
    const role = new IamRole(this, 'role', {
      name: props.name,
      path: props.path,
      assumeRolePolicy: trust.json,
      permissionsBoundary: props.permissionsBoundaryArn,
      tags: { Name: props.name },
    });
    for (const [name, policyArn] of Object.entries(props.policies)) {
      new IamRolePolicyAttachment(this, name, { role: role.name, policyArn });
    }
    this.arn = role.arn;
  }
}
