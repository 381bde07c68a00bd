import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

import { invokeLambda } from '../lambda';
import type { MotoClient } from '../operation';
import { makeOwnImage } from '../own-image';
import type { Step } from './automation-course';

/** What a step did, as the execution tells it. */
export interface Effect {
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  /** Why it failed after all. */
  readonly fails?: string;
}

interface Backup {
  readonly instanceId: string;
  readonly at: Date;
}

/** Does in moto what a step does in AWS: nothing, where it only looks or waits. */
export async function effectOf(step: Step, backup: Backup, moto: MotoClient): Promise<Effect> {
  if (!step.makesImage && !step.invokes) return {};
  const ec2 = new EC2Client(moto);
  try {
    const tags = await tagsOf(ec2, backup.instanceId);
    if (step.invokes) return await invoke(step.invokes, { ...backup, tags }, moto);
    const server = tags.get('Name') ?? '';
    return { outputs: { ImageId: [await makeOwnImage(ec2, { ...backup, server })] } };
  } finally {
    ec2.destroy();
  }
}

async function tagsOf(ec2: EC2Client, instanceId: string): Promise<ReadonlyMap<string, string>> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const { Tags = [] } = Reservations?.[0]?.Instances?.[0] ?? {};
  return new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The built function, in a process of its own. */
async function invoke(
  { lambda, payload }: NonNullable<Step['invokes']>,
  { instanceId, tags }: Backup & { readonly tags: ReadonlyMap<string, string> },
  { endpoint, region, credentials }: MotoClient,
): Promise<Effect> {
  const event: unknown = JSON.parse(
    payload
      .replaceAll('{{ InstanceId }}', instanceId)
      .replaceAll(/\{\{ readTag(\w+)\.Value \}\}/g, (_, key: string) => tags.get(key) ?? ''),
  );
  const { result, error } = await invokeLambda(lambda, event, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  if (error) return { fails: `${error.errorType}: ${error.errorMessage}` };
  return { outputs: { Payload: [JSON.stringify(result)] } };
}
