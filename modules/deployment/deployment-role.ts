import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { GITHUB_AUDIENCE, GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import { githubProviderArn } from './github';

export interface DeploymentRoleProps {
  readonly name: string;
  readonly description: string;
  readonly accountId: string;
  /** The exact subject of the tokens that may assume it: a pattern would match others too. */
  readonly subject: string;
  /** The identity provider, if the same stack creates it. */
  readonly provider?: ITerraformDependable;
  /** @default - none */
  readonly permissionsBoundaryArn?: string;
  /** ARNs of policies by the construct ID of their attachment. */
  readonly policies: Readonly<Record<string, string>>;
}

/**
 * A role that jobs of one GitHub environment assume, with managed policies only.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class DeploymentRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DeploymentRoleProps) {
    super(scope, id);
    const { name, description, permissionsBoundaryArn, provider } = props;
    const trust = new DataAwsIamPolicyDocument(this, 'trust', { statement: [assumedBy(props)] });
    const role = new IamRole(this, 'role', {
      name,
      description,
      assumeRolePolicy: trust.json,
      permissionsBoundary: permissionsBoundaryArn,
      tags: { Name: name },
      // IAM checks that the provider in a trust policy exists.
      dependsOn: provider ? [provider] : undefined,
    });
    for (const [attachment, policyArn] of Object.entries(props.policies)) {
      new IamRolePolicyAttachment(this, attachment, { role: role.name, policyArn });
    }
    this.arn = role.arn;
  }
}

function assumedBy({ accountId, subject }: DeploymentRoleProps) {
  return {
    sid: 'AssumeByGitHubEnvironment',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: [{ type: 'Federated', identifiers: [githubProviderArn(accountId)] }],
    condition: [
      { test: 'StringEquals', variable: `${GITHUB_ISSUER}:aud`, values: [GITHUB_AUDIENCE] },
      { test: 'StringEquals', variable: `${GITHUB_ISSUER}:sub`, values: [subject] },
    ],
  };
}
