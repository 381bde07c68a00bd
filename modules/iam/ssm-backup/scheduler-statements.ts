import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { FUNCTIONS } from '../../core/functions';
import { AGENT_CHECK_QUEUE, arnOf, type Place } from '../../core/naming';

/** Lets EventBridge Scheduler start the function, and queue what it could not deliver (S10). */
export function schedulerStatements(place: Place): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'StartTheCheck',
      actions: ['lambda:InvokeFunction'],
      resources: [arnOf('lambda', place, `function:${FUNCTIONS.agentCheck.name}`)],
    },
    { sid: 'KeepUndelivered', actions: ['sqs:SendMessage'], resources: [arnOf('sqs', place, AGENT_CHECK_QUEUE)] },
  ];
}
