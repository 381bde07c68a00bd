import type { EC2Client } from '@aws-sdk/client-ec2';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';

import { checkFailedMessage, lostAgentsMessage, type AgentMessage, type Checked } from '../domain/agents/agent-message';
import { isRunning, lostAgents, type LostAgent } from '../domain/agents/lost-agents';
import { agentsOf } from './agents/agents';
import { groupInstances } from './agents/group-instances';
import { withAwsErrors, AwsError } from './aws-error';
import { required } from './unreadable-response';

export interface AgentCheckClients {
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
  readonly sns: SNSClient;
}

export interface AgentCheckOptions extends Checked {
  readonly topicArn: string;
}

export interface AgentReport {
  readonly group: string;
  /** The number of instances checked. */
  readonly running: number;
  /** The number of instances in the group that are not running, so that their agents are off. */
  readonly notRunning: number;
  readonly lost: readonly LostAgent[];
}

/**
 * Publishes, in one message, which instances of the backup group SSM cannot reach (S6).
 *
 * @throws {AwsError} when the check failed, after publishing that, or when it could not publish
 */
export async function checkSsmAgents(clients: AgentCheckClients, options: AgentCheckOptions): Promise<AgentReport> {
  const report = await check(clients, options).catch(async (error: unknown) => {
    await publishFailure(clients.sns, options, error);
    throw error;
  });
  const { running, lost } = report;
  if (lost.length > 0) await publish(clients.sns, options.topicArn, lostAgentsMessage(options, running, lost));
  return report;
}

async function check({ ec2, ssm }: AgentCheckClients, { group }: AgentCheckOptions): Promise<AgentReport> {
  const instances = await groupInstances(ec2, group);
  const running = instances.filter(isRunning);
  const agents = await agentsOf(
    ssm,
    running.map(({ id }) => id),
  );
  return {
    group,
    running: running.length,
    notRunning: instances.length - running.length,
    lost: lostAgents(instances, agents),
  };
}

/** If this message cannot be published either, the error names both failures. */
async function publishFailure(sns: SNSClient, options: AgentCheckOptions, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  try {
    await publish(sns, options.topicArn, checkFailedMessage(options, reason));
  } catch (second) {
    const publishing = second instanceof Error ? second.message : String(second);
    throw new AwsError(`${reason}\nThis could not be published: ${publishing}`, { cause: second });
  }
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
async function publish(sns: SNSClient, TopicArn: string, { subject, body }: AgentMessage): Promise<void> {
  const command = new PublishCommand({ TopicArn, Subject: subject, Message: body });
  await withAwsErrors('sns:Publish', async () => required(await sns.send(command), 'MessageId'));
}
