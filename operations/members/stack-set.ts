import {
  type CallAs,
  type CloudFormationClient,
  DescribeStackSetCommand,
  paginateListStackInstances,
  type StackSet,
} from '@aws-sdk/client-cloudformation';

import type { MemberInstance } from '../../domain/baseline/instance-states';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';

/** The StackSet of the members, and the role in which the caller uses it. */
export interface MembersStackSet {
  readonly client: CloudFormationClient;
  readonly name: string;
  /** A delegated administrator of StackSets says so in every call. */
  readonly callAs: CallAs;
}

/**
 * Undefined when there is no such StackSet.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
 */
export function describeStackSet({ client, name, callAs }: MembersStackSet): Promise<StackSet | undefined> {
  return withAwsErrors('cloudformation:DescribeStackSet', async () => {
    try {
      const command = new DescribeStackSetCommand({ StackSetName: name, CallAs: callAs });
      return required(await client.send(command), 'StackSet');
    } catch (error) {
      if (isNamed(error, ['StackSetNotFoundException'])) return undefined;
      throw error;
    }
  });
}

/**
 * Every instance of the StackSet, evaluated individually by its caller.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 */
export async function stackInstances({ client, name, callAs }: MembersStackSet): Promise<MemberInstance[]> {
  const input = { StackSetName: name, CallAs: callAs };
  const found = await withAwsErrors('cloudformation:ListStackInstances', () =>
    everyPage(paginateListStackInstances({ client, pageSize: 100 }, input), 'Summaries'),
  );
  return found.map(({ Account = '', Region = '', Status = '', StackInstanceStatus, StatusReason }) => ({
    accountId: Account,
    region: Region,
    status: Status,
    detailedStatus: StackInstanceStatus?.DetailedStatus ?? '',
    ...(StatusReason === undefined || StatusReason === '' ? {} : { reason: StatusReason }),
  }));
}
