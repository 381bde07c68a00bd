import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

import type { FoundTopic } from '../../domain/verify/topic';
import { withAwsErrors } from '../aws-error';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/**
 * A topic; undefined when SNS has none with this ARN.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export async function foundTopic(sns: SNSClient, TopicArn: string): Promise<FoundTopic | undefined> {
  const attributes = await topicAttributes(sns, TopicArn);
  if (!attributes) return undefined;
  const { Policy: policy, KmsMasterKeyId: keyId } = attributes;
  return { policy, keyId };
}

/** All attributes of a topic, by their names in SNS; undefined when SNS has none with this ARN. */
export function topicAttributes(sns: SNSClient, TopicArn: string): Promise<Record<string, string> | undefined> {
  const command = new GetTopicAttributesCommand({ TopicArn });
  return orGone(withAwsErrors('sns:GetTopicAttributes', async () => required(await sns.send(command), 'Attributes')));
}
