import type { STSClient } from '@aws-sdk/client-sts';

import { MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import { assumedRole, type RoleCredentials } from '../../operations/assumed-role';

interface MemberAccess {
  readonly sts: STSClient;
  /** The account of the caller's own credentials. */
  readonly caller: string;
  /** @default - the role that reads members */
  readonly role?: string;
}

/** Credentials of a role in each member; undefined in the caller's own account. It throws AwsError if AWS denies the role. */
export function memberCredentials({
  sts,
  caller,
  role = MEMBER_PLAN_ROLE,
}: MemberAccess): (account: string) => Promise<RoleCredentials | undefined> {
  return (account) =>
    account === caller ? Promise.resolve(undefined) : assumedRole(sts, `arn:aws:iam::${account}:role/${role}`);
}
