import { CreateImageCommand, CreateTagsCommand, DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';

import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../domain/generations/tags';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/**
 * Creates an image in moto as the SSM document does, with tags for image and snapshots, and returns its ID. The time is in
 * the name: moto dates every image now.
 */
export async function makeOwnImage(
  ec2: EC2Client,
  { instanceId, server, at }: { readonly instanceId: string; readonly server: string; readonly at: Date },
): Promise<string> {
  const time = at.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '.');
  const Name = `${server}-${time}-${instanceId}`;
  const { ImageId = '' } = await ec2.send(new CreateImageCommand({ InstanceId: instanceId, Name, NoReboot: true }));
  const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
  const snapshots = Images?.[0]?.BlockDeviceMappings?.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []) ?? [];
  const Tags = [
    { Key: 'Name', Value: server },
    { Key: AUTO_BACKUP_TAG.key, Value: AUTO_BACKUP_TAG.value },
    { Key: SOURCE_INSTANCE_TAG, Value: instanceId },
  ];
  // moto cannot tag snapshots in CreateImage.
  await ec2.send(new CreateTagsCommand({ Resources: [ImageId, ...snapshots], Tags }));
  return ImageId;
}
