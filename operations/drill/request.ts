import type { BackupClient } from '@aws-sdk/client-backup';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';

import type { DrillOutcome, ListeningQueue } from '../../domain/drill/outcome';

export interface DrillClients {
  readonly backup: BackupClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

/** The parameters of a drill. Times are milliseconds. */
export interface DrillRequest {
  /** Distinguishes the resources of this drill from those of others. */
  readonly id: string;
  /** Where the instance and the vault are. */
  readonly accountId: string;
  readonly region: string;
  readonly vault: string;
  /** Set if the topic is that of the organization: it reports no completed job, so that none is started.
   * @default - the vault publishes to the topic */
  readonly publisher?: DrillOutcome['publisher'];
  /** It can be in another account or region. */
  readonly topicArn: string;
  /** The instance that is backed up twice. */
  readonly resourceArn: string;
  /** The role that AWS Backup assumes. */
  readonly roleArn: string;
  /** Each filter of the environment's subscriptions, once. */
  readonly filters: readonly Pick<ListeningQueue, 'label' | 'filter'>[];
  /** How long a new filter can take to become effective. */
  readonly filterDelay: number;
  /** How long the jobs and their notices may take after that. Cleanup may take the same time again. */
  readonly timeout: number;
  readonly poll: number;
}
