import { type IAMClient, paginateListRolePolicies } from '@aws-sdk/client-iam';

import type { FoundAccountRole, FoundPolicy } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { tagValues } from '../tag-values';
import { attachedPolicies, describedRole, foundPolicy, roleOf } from '../verify/found-role';
import type { OrDenied, Reading } from './reading';

/** Those of these roles that exist. */
export async function readRoles(
  iam: IAMClient,
  reading: Reading,
  names: ReadonlySet<string>,
): Promise<FoundAccountRole[]> {
  const read = (name: string, orDenied: OrDenied): Promise<FoundAccountRole | null> => readRole(iam, name, orDenied);
  const roles = await reading.parts('roles', [...names].toSorted(), (name) => name, read);
  return roles.filter((role) => role !== null);
}

async function readRole(iam: IAMClient, name: string, orDenied: OrDenied): Promise<FoundAccountRole | null> {
  const role = await orDenied(`role ${name}`, () => describedRole(iam, name));
  if (!role) return null;
  const unread: FoundAccountRole['unread'][number][] = [];
  const policyArns = await orDenied(
    `attached policies of role ${name}`,
    () => attachedPolicies(iam, name),
    () => void unread.push('policyArns'),
  );
  const inlinePolicyNames = await orDenied(
    `inline policies of role ${name}`,
    () => inlinePolicies(iam, name),
    () => void unread.push('inlinePolicyNames'),
  );
  return {
    ...roleOf(role),
    name,
    path: role.Path ?? '/',
    policyArns: policyArns ?? [],
    inlinePolicyNames: inlinePolicyNames ?? [],
    tags: tagValues(role.Tags),
    unread,
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
function inlinePolicies(iam: IAMClient, RoleName: string): Promise<string[]> {
  return withAwsErrors('iam:ListRolePolicies', () =>
    everyPage(paginateListRolePolicies({ client: iam }, { RoleName }), 'PolicyNames'),
  );
}

/** Those of these policies that exist, with the document of their default version. */
export async function readPolicies(
  iam: IAMClient,
  reading: Reading,
  arns: ReadonlySet<string>,
): Promise<FoundPolicy[]> {
  const policies = await reading.parts(
    'policies',
    [...arns].toSorted(),
    (arn) => arn,
    async (arn, orDenied) => {
      const document = await orDenied(`policy ${arn}`, () => foundPolicy(iam, arn));
      return document === undefined ? null : { arn, document };
    },
  );
  return policies.filter((policy) => policy !== null);
}
