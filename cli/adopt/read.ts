import type { FoundAccount } from '../../domain/adopt/found';
import type { EnvironmentNames } from '../../domain/names';
import type { Journal } from '../../operations/adopt/reading';
import { readAccount, type AdoptClients } from '../../operations/adopt/read-account';
import { enabledRegions } from '../../operations/adopt/regions';
import { isDenied } from '../../operations/aws-error';
import type { Progress } from '../../operations/progress';
import { type ClientScope, clientOptions } from '../aws/clients';
import { UsageError } from '../exit-code';
import { readNames } from './read-names';

export interface ReadRequest {
  readonly accountId: string;
  /** By default, every region that is enabled in the account. */
  readonly regions: readonly string[] | undefined;
  readonly home: ClientScope;
  /** The region of the environment. */
  readonly region: string;
  /** Names that replace the defaults. */
  readonly names?: Partial<EnvironmentNames> | undefined;
  readonly topicName?: string | undefined;
  readonly journal: Journal;
  readonly progress: Progress;
}

/** Everything that AWS has in the account. */
export async function readFoundAccount(request: ReadRequest): Promise<FoundAccount> {
  const { accountId, home, journal, progress } = request;
  const enabled = await regionsOf(home);
  const regions = request.regions ?? enabled ?? [home.region];
  const unknown = enabled && regions.find((region) => !enabled.includes(region));
  if (unknown !== undefined) {
    throw new UsageError(
      `The region ${unknown} is not enabled in account ${accountId}.\n→ specify enabled regions with --regions: ${enabled?.join(', ')}`,
    );
  }
  const clients = await adoptClients(home);
  const found = await readAccount(clients, { accountId, regions, names: readNames(request), journal, progress });
  if (enabled ?? request.regions) return found;
  const denied = { action: 'ec2:DescribeRegions', region: home.region, missing: 'the other regions' };
  return { ...found, denied: [denied, ...found.denied] };
}

/** Undefined when the caller may not list them. */
async function regionsOf(home: ClientScope): Promise<string[] | undefined> {
  const { EC2Client } = await import('@aws-sdk/client-ec2');
  try {
    return await enabledRegions(new EC2Client(clientOptions(home)));
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}

/** Clients are imported here: `--help` needs none. */
async function adoptClients(home: ClientScope): Promise<AdoptClients> {
  const [
    { BackupClient },
    { EventBridgeClient },
    { IAMClient },
    { KMSClient },
    { SNSClient },
    { SSMClient },
    { CloudWatchClient },
    { CloudWatchLogsClient },
    { LambdaClient },
    { SchedulerClient },
    { SQSClient },
  ] = await Promise.all([
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-eventbridge'),
    import('@aws-sdk/client-iam'),
    import('@aws-sdk/client-kms'),
    import('@aws-sdk/client-sns'),
    import('@aws-sdk/client-ssm'),
    import('@aws-sdk/client-cloudwatch'),
    import('@aws-sdk/client-cloudwatch-logs'),
    import('@aws-sdk/client-lambda'),
    import('@aws-sdk/client-scheduler'),
    import('@aws-sdk/client-sqs'),
  ]);
  return {
    iam: new IAMClient(clientOptions(home)),
    alarms: (region) => new CloudWatchClient(clientOptions({ ...home, region })),
    functions: (region) => new LambdaClient(clientOptions({ ...home, region })),
    logs: (region) => new CloudWatchLogsClient(clientOptions({ ...home, region })),
    queues: (region) => new SQSClient(clientOptions({ ...home, region })),
    schedules: (region) => new SchedulerClient(clientOptions({ ...home, region })),
    backup: (region) => new BackupClient(clientOptions({ ...home, region })),
    events: (region) => new EventBridgeClient(clientOptions({ ...home, region })),
    kms: (region) => new KMSClient(clientOptions({ ...home, region })),
    sns: (region) => new SNSClient(clientOptions({ ...home, region })),
    ssm: (region) => new SSMClient(clientOptions({ ...home, region })),
  };
}
