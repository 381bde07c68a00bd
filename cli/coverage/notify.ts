import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

import type { GapsNotice } from '../../domain/coverage/gaps-notice';
import { regionTopicArn } from '../../domain/notifications/topic-arns';
import type { Configuration } from '../../environments/parse';
import { withAwsErrors } from '../../operations/aws-error';
import { required } from '../../operations/unreadable-response';
import { clientOptions } from '../aws/clients';
import { environmentIn } from '../configuration';

/** Sends a notice to the recipients of failed backups. */
export type Notify = (notice: GapsNotice) => Promise<void>;

/**
 * Publishes to the topic of the environment or of the organization.
 * @returns undefined, after a note on stderr, if the organization has none
 */
export function notifier(
  configuration: Configuration,
  { environment, profile }: { readonly environment?: string; readonly profile?: string },
): Notify | undefined {
  const topic = topicOf(configuration, environment);
  if (!topic) {
    console.error('The organization has no topic, so no one is notified.\n→ configure its notifications');
    return undefined;
  }
  const { region, topicArn } = topic;
  const sns = new SNSClient(clientOptions({ profile, region }));
  return async ({ subject, body }) => {
    const command = new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body });
    await withAwsErrors('sns:Publish', async () => required(await sns.send(command), 'MessageId'));
  };
}

function topicOf(configuration: Configuration, name: string | undefined) {
  if (name !== undefined) {
    const environment = environmentIn(configuration, name);
    return { region: environment.region, topicArn: regionTopicArn(environment, environment.region) };
  }
  const { notifications, region, managementAccount } = configuration.organization ?? {};
  if (!notifications || region === undefined || !managementAccount) return undefined;
  return { region, topicArn: regionTopicArn({ accountId: managementAccount.id, notifications }, region) };
}
