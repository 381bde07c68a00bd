import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';

import { iamArn } from '../../modules/core/naming';
import { documentText, RESOURCE_PAGES, type ResourceType } from './stack-set-resource-type';

export const IAM_ROLE: ResourceType = {
  page: `${RESOURCE_PAGES}iam-role.html`,
  name: 'RoleName',
  createOnly: ['RoleName', 'Path'],
  create: async (to, { account, options }) => {
    const { RoleName, Path, Description, MaxSessionDuration, PermissionsBoundary, Tags } = to;
    const iam = new IAMClient(options);
    const AssumeRolePolicyDocument = documentText(to['AssumeRolePolicyDocument']);
    const role = { RoleName, Path, Description, MaxSessionDuration, PermissionsBoundary, Tags };
    const { Role } = await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument }));
    await putRolePolicies(iam, to, {}).catch(async (error: unknown) => {
      // A role without its policies does not remain.
      await deleteRole(iam, RoleName);
      throw error;
    });
    const Arn = Role?.Arn ?? iamArn(account, `role/${RoleName}`);
    return { physicalId: RoleName, attributes: { Arn, RoleId: Role?.RoleId ?? '' } };
  },
  update: async (to, from, { options }, RoleName) => {
    const iam = new IAMClient(options);
    const { Description = '', MaxSessionDuration = 3600, PermissionsBoundary, Tags = [] } = to;
    const PolicyDocument = documentText(to['AssumeRolePolicyDocument']);
    await iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    if (PermissionsBoundary !== undefined) {
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    }
    if (Tags.length > 0) await iam.send(new TagRoleCommand({ RoleName, Tags }));
    await putRolePolicies(iam, to, from);
  },
  remove: (_, { options }, RoleName) => deleteRole(new IAMClient(options), RoleName),
};

/** Its reference is its ARN. */
export const IAM_MANAGED_POLICY: ResourceType = {
  page: `${RESOURCE_PAGES}iam-managedpolicy.html`,
  name: 'ManagedPolicyName',
  createOnly: ['ManagedPolicyName', 'Path', 'Description'],
  create: async (to, { account, options }) => {
    const { ManagedPolicyName: PolicyName, Path, Description } = to;
    const policy = { PolicyName, Path, Description, PolicyDocument: documentText(to['PolicyDocument']) };
    const { Policy } = await new IAMClient(options).send(new CreatePolicyCommand(policy));
    const PolicyArn = Policy?.Arn ?? iamArn(account, `policy/${PolicyName}`);
    return { physicalId: PolicyArn, attributes: { PolicyArn } };
  },
  update: async (to, _, { options }, PolicyArn) => {
    const iam = new IAMClient(options);
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    const PolicyDocument = documentText(to['PolicyDocument']);
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    // A policy has five versions at most.
    for (const { VersionId } of Versions) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  },
  remove: async (_, { options }, PolicyArn) => {
    await new IAMClient(options).send(new DeletePolicyCommand({ PolicyArn }));
  },
};

async function deleteRole(iam: IAMClient, RoleName: string): Promise<void> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

interface RolePolicies {
  readonly RoleName?: string;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
  readonly ManagedPolicyArns?: readonly string[];
}

/** IAM has calls of their own for the policies of a role. */
async function putRolePolicies(iam: IAMClient, to: RolePolicies, from: RolePolicies): Promise<void> {
  const { RoleName, Policies = [], ManagedPolicyArns = [] } = to;
  for (const { PolicyName, PolicyDocument } of Policies) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }));
  }
  for (const PolicyArn of ManagedPolicyArns) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  for (const { PolicyName } of from.Policies ?? []) {
    if (Policies.some((kept) => kept.PolicyName === PolicyName)) continue;
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  for (const PolicyArn of from.ManagedPolicyArns ?? []) {
    if (!ManagedPolicyArns.includes(PolicyArn)) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}
