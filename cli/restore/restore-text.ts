import type { MetadataDifference } from '../../domain/restore/metadata-differences';
import type { RestoreJob } from '../../operations/restore/restore-job';
import type { RestoredInstance } from '../../operations/restore/restored-instance';
import { indented, table } from '../table';

/** The metadata that a restore changes. */
export function differencesText(differences: readonly MetadataDifference[]): string {
  const rows = differences.map(({ key, before, after }) => [key, before ?? '-', after ?? '-']);
  return table(['METADATA', 'RECOVERY POINT', 'RESTORE'], rows, { breakWords: true });
}

/** The restored instance, and the steps that remain for the user (E9). */
export function restoredText(job: RestoreJob, instance: RestoredInstance, region: string): string {
  const rows = instance.interfaces.map((one) => [
    String(one.deviceIndex),
    one.networkInterface,
    one.subnet,
    one.primary,
    one.secondaries.join(', ') || '-',
    one.publicAddress ?? '-',
  ]);
  return [
    `${instance.instanceId} is ${instance.state}, restored from ${job.recoveryPoint}`,
    table(['DEVICE', 'INTERFACE', 'SUBNET', 'PRIMARY', 'SECONDARY', 'PUBLIC'], rows),
    `Not restored:\n${indented(notRestored(instance).join('\n'))}`,
    keysText(instance),
    `${profileText(instance)}\n${indented(attachProfile(instance, region))}`,
  ].join('\n\n');
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html */
function notRestored({ instanceId, tags }: RestoredInstance): string[] {
  return [
    'user data: AWS Backup does not store it',
    'public and Elastic IP addresses: associate them again',
    ...(Object.keys(tags).length > 0
      ? []
      : [`tags: without them, no plan backs up ${instanceId}; set them, or restore with --copy-tags`]),
    'target group memberships, DNS records and alarms: they still refer to the original instance',
  ];
}

/** The public key is on the backed-up disk, whatever key pair EC2 shows (E9). */
function keysText({ keyName }: RestoredInstance): string {
  const key = keyName === undefined ? 'the keys' : `the key pair ${keyName}, or another key`;
  return `Users who could sign in to the original instance can sign in to this one, with ${key} that is on its disk.`;
}

function profileText({ instanceProfile }: RestoredInstance): string {
  if (instanceProfile === undefined) return 'It has no instance profile. To attach one:';
  return `Its instance profile is ${instanceProfile}. To attach another:`;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html */
function attachProfile({ instanceId, instanceProfile }: RestoredInstance, region: string): string {
  if (instanceProfile === undefined) {
    return `aws ec2 associate-iam-instance-profile --instance-id ${instanceId} --iam-instance-profile Name=PROFILE --region ${region}`;
  }
  return [
    `aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values=${instanceId} --region ${region}`,
    `aws ec2 replace-iam-instance-profile-association --association-id ID --iam-instance-profile Name=PROFILE --region ${region}`,
  ].join('\n');
}
