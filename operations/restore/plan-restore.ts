import type { BackupClient } from '@aws-sdk/client-backup';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';

import type { Finding, Locate } from '../../domain/finding';
import { type AddressSetting, requestedAddressFindings } from '../../domain/restore/requested-addresses';
import { ec2Metadata, INSTANCE_PROFILE, type WantedInstance } from '../../domain/restore/ec2-metadata';
import { type MetadataDifference, metadataDifferences } from '../../domain/restore/metadata-differences';
import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { networkFindings } from '../../domain/restore/network-findings';
import { notRestorable } from '../../domain/restore/recovery-point-status';
import { restoredInterfaces } from '../../domain/restore/restored-interfaces';
import type { Progress } from '../progress';
import { foundNetwork } from './network';
import { keyPairFindings } from './key-pair';
import { passRoleFindings } from './pass-role';
import { recoveryPointMetadata } from './recovery-point-metadata';
import { recoveryPointStatus } from './recovery-point-status';

export interface RestoreClients {
  readonly backup: BackupClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
}

/** The requested restore. */
export interface WantedRestore extends Required<Pick<WantedInstance, 'addresses' | 'instanceProfile'>> {
  readonly vault: string;
  readonly recoveryPoint: string;
  /** The role that AWS Backup uses for the restore. */
  readonly roleArn: string;
  /** Where an environment lists the instance roles that may be passed, for messages. */
  readonly passableRolesIn: string;
  /** @default - the subnet that the addressed interface was in */
  readonly subnet?: string;
  /** Where a setting was given, for messages. */
  readonly at: Locate<AddressSetting | 'subnet' | 'recoveryPoint'>;
}

/** The plan of a restore. */
export interface PlannedRestore {
  /** The metadata for AWS Backup; undefined when it cannot be computed. */
  readonly metadata: RestoreMetadata | undefined;
  readonly differences: readonly MetadataDifference[];
  /** Everything that would make it fail. */
  readonly findings: readonly Finding[];
}

/** Computes the metadata of a restore, and finds everything that would make it fail (R2–R5). It only reads. */
export async function planRestore(
  { backup, ec2, iam }: RestoreClients,
  wanted: WantedRestore,
  progress: Progress,
): Promise<PlannedRestore> {
  const { addresses, instanceProfile, subnet: named, roleArn, at } = wanted;
  const refused = requestedAddressFindings(addresses, at);
  const nothing = { metadata: undefined, differences: [] };
  progress('reading the metadata of the recovery point');
  const found = await recoveryPointStatus(backup, wanted);
  if (found === undefined) return { ...nothing, findings: [...refused, noRecoveryPoint(wanted)] };
  const unusable = notRestorable({ ...wanted, ...found }, at('recoveryPoint'));
  if (unusable.length > 0) return { ...nothing, findings: [...refused, ...unusable] };
  const original = await recoveryPointMetadata(backup, wanted);
  if (original === undefined) return { ...nothing, findings: [...refused, noRecoveryPoint(wanted)] };
  const first = ec2Metadata(original, { addresses, instanceProfile }, at);
  if ('findings' in first) return { ...nothing, findings: [...refused, ...first.findings] };

  progress('reading subnets, security groups and addresses');
  const before = restoredInterfaces(first.metadata);
  const network = await foundNetwork(ec2, {
    subnets: [...new Set([...before.map(({ subnetId }) => subnetId), ...(named === undefined ? [] : [named])])],
    groups: [...new Set(before.flatMap(({ groups }) => groups))],
  });
  const unknown = named === undefined ? undefined : { id: named, availabilityZone: undefined };
  const subnet = network.subnets.find(({ id }) => id === named) ?? unknown;
  const result = ec2Metadata(original, { addresses, instanceProfile, subnet }, at);
  if ('findings' in result) return { ...nothing, findings: [...refused, ...result.findings] };

  const { metadata } = result;
  const profile = metadata[INSTANCE_PROFILE] ?? '';
  if (profile !== '') progress('checking whether the role can pass the instance profile');
  const listedIn = wanted.passableRolesIn;
  const findings = [
    ...refused,
    ...networkFindings(network, { interfaces: restoredInterfaces(metadata), addresses, subnet: named, at }),
    ...(await keyPairFindings(ec2, metadata)),
    ...(profile === '' ? [] : await passRoleFindings(iam, { roleArn, instanceProfile: profile, listedIn })),
  ];
  return { metadata, differences: metadataDifferences(original, metadata), findings };
}

function noRecoveryPoint({ vault, recoveryPoint: found, at }: WantedRestore): Finding {
  return {
    rule: 'no-such-recovery-point',
    severity: 'error',
    source: 'aws',
    path: at('recoveryPoint'),
    found,
    message: `vault ${vault} has no recovery point ${found}`,
    remedy: 'choose one that backupctl recovery-points lists',
  };
}
