import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

import type { FoundTopic } from '../../domain/verify/topic';
import { asking } from '../aws-error';
import { orGone } from '../sdk-error';

/**
 * A topic; undefined when SNS knows none of this ARN.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export async function foundTopic(sns: SNSClient, TopicArn: string): Promise<FoundTopic | undefined> {
  const answer = await orGone(
    asking('sns:GetTopicAttributes', () => sns.send(new GetTopicAttributesCommand({ TopicArn }))),
  );
  if (!answer) return undefined;
  const { Policy: policy, KmsMasterKeyId: keyId } = answer.Attributes ?? {};
  return { policy, keyId };
}
