import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { EnvironmentNames } from '../../../domain/names';
import { arnOf, type Place } from '../../core/naming';

interface SchedulerProps extends Place {
  readonly names: Pick<EnvironmentNames, 'agentCheckFunction' | 'agentCheckQueue'>;
}

/** Lets EventBridge Scheduler start the function, and queue what it could not deliver (S10). */
export function schedulerStatements({ names, ...place }: SchedulerProps): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'StartTheCheck',
      actions: ['lambda:InvokeFunction'],
      resources: [arnOf('lambda', place, `function:${names.agentCheckFunction}`)],
    },
    { sid: 'KeepUndelivered', actions: ['sqs:SendMessage'], resources: [arnOf('sqs', place, names.agentCheckQueue)] },
  ];
}
