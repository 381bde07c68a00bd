import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

import type { Environment } from '../../environments/schema';
import type { StandIn } from '../stand-in';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Credentials that moto accepts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Clients of an environment's account in a local AWS. */
export interface AccountClients {
  readonly environment: Environment;
  readonly backup: (region: string) => BackupClient;
  readonly iam: IAMClient;
  readonly ec2: (region: string) => EC2Client;
  readonly sns: (region: string) => SNSClient;
  readonly sqs: (region: string) => SQSClient;
  readonly ssm: (region: string) => SSMClient;
}

/** An environment's account in the local AWS of this process. */
export interface SeededAccount extends AccountClients, Pick<StandIn, 'state' | 'clock'> {}

const LOCAL: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** @param credentials of that account */
export function accountOf(
  { url, state, clock }: StandIn,
  environment: Environment,
  credentials?: Credentials,
): SeededAccount {
  return { state, clock, ...clientsOf(url, environment, credentials) };
}

/**
 * @param endpoint the local AWS
 * @param credentials of the account
 */
export function clientsOf(endpoint: string, environment: Environment, credentials = LOCAL): AccountClients {
  const options = (region: string) => ({ endpoint, credentials, region });
  return {
    environment,
    backup: (region) => new BackupClient(options(region)),
    iam: new IAMClient(options(environment.region)),
    ec2: (region) => new EC2Client(options(region)),
    sns: (region) => new SNSClient(options(region)),
    sqs: (region) => new SQSClient(options(region)),
    ssm: (region) => new SSMClient(options(region)),
  };
}
