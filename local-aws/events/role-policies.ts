import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';

import type { MotoClient } from '../operation';

/** The policies of a role, as JSON. */
export interface RolePolicies {
  readonly trust: string;
  readonly policies: readonly string[];
}

/** @throws {Error} when the role does not exist */
export async function rolePolicies(roleArn: string, moto: MotoClient): Promise<RolePolicies> {
  const iam = new IAMClient(moto);
  const RoleName = roleArn.split('/').at(-1);
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const attached = await Promise.all(
      AttachedPolicies.map(async ({ PolicyArn }) => {
        const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
        const VersionId = Policy?.DefaultVersionId;
        return (await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))).PolicyVersion?.Document;
      }),
    );
    const inline = await Promise.all(
      PolicyNames.map(
        async (PolicyName) => (await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument,
      ),
    );
    const documents = [...attached, ...inline].map((document) => decodeURIComponent(document ?? ''));
    return { trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), policies: documents };
  } finally {
    iam.destroy();
  }
}
