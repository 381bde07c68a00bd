import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  type Role,
} from '@aws-sdk/client-iam';

import type { FoundRole } from '../../domain/verify/role';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';

/** A role and its managed policies; undefined when it does not exist. */
export async function foundRole(iam: IAMClient, RoleName: string): Promise<FoundRole | undefined> {
  const role = await describedRole(iam, RoleName);
  return role && { ...roleOf(role), policyArns: await attachedPolicies(iam, RoleName) };
}

/**
 * A role; undefined when it does not exist.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function describedRole(iam: IAMClient, RoleName: string): Promise<Role | undefined> {
  return orMissing(
    withAwsErrors('iam:GetRole', async () => required(await iam.send(new GetRoleCommand({ RoleName })), 'Role')),
  );
}

/** What IAM says about a role, without its policies. */
export function roleOf({
  Arn = '',
  AssumeRolePolicyDocument,
  PermissionsBoundary,
}: Role): Omit<FoundRole, 'policyArns'> {
  return {
    arn: Arn,
    trust: decoded(AssumeRolePolicyDocument),
    boundaryArn: PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<string[]> {
  const attached = await withAwsErrors('iam:ListAttachedRolePolicies', () =>
    everyPage(paginateListAttachedRolePolicies({ client: iam }, { RoleName }), 'AttachedPolicies'),
  );
  return attached.map(({ PolicyArn = '' }) => PolicyArn);
}

/**
 * The default version of a policy; undefined when it does not exist.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export async function foundPolicy(iam: IAMClient, PolicyArn: string): Promise<string | undefined> {
  const policy = await orMissing(
    withAwsErrors('iam:GetPolicy', async () => required(await iam.send(new GetPolicyCommand({ PolicyArn })), 'Policy')),
  );
  if (!policy) return undefined;
  const VersionId = policy.DefaultVersionId;
  return withAwsErrors('iam:GetPolicyVersion', async () => {
    const { Document } = required(
      await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })),
      'PolicyVersion',
    );
    return decoded(Document);
  });
}

/** IAM encodes documents as in a URL. */
function decoded(document: string | undefined): string {
  return decodeURIComponent(document ?? '');
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, ['NoSuchEntity', 'NoSuchEntityException'])) return undefined;
    throw error;
  }
}
