import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { OrganizationNames } from '../../domain/names';
import { arnOf } from '../core/naming';
import { publishStatements, type PublishProps } from './publish-statements';
import { writeOwnLogs } from './ssm-backup/log-statements';

export interface FailureReportProps extends PublishProps {
  readonly organizationId: string;
  readonly names: OrganizationNames;
}

/** What the function that reports failed backups may do: read its queue, name accounts, and publish to one topic (M6). */
export function failureReportStatements(props: FailureReportProps): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'ReadQueue',
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resources: [arnOf('sqs', props, props.names.failureQueue)],
    },
    {
      sid: 'NameAccounts',
      actions: ['organizations:DescribeAccount'],
      resources: [`arn:aws:organizations::${props.accountId}:account/${props.organizationId}/*`],
    },
    ...publishStatements(props, 'Publish'),
    writeOwnLogs(props, props.names.failureFunction),
  ];
}
