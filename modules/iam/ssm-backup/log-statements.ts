import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { arnOf, logGroupName, type Place } from '../../core/naming';

/** Lets a function write its own logs. Its log group is created with it, so it creates none (S3, S4). */
export function writeOwnLogs(place: Place, functionName: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'WriteOwnLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    // Streams are named by Lambda.
    resources: [arnOf('logs', place, `log-group:${logGroupName(functionName)}:log-stream:*`)],
  };
}
