import type { Finding, Locate } from '../finding';
import type { AddressSetting, RequestedAddresses } from './requested-addresses';
import { deviceIndexOf } from './device-index';
import type { ParsedMetadata, RestoreMetadata } from './metadata-text';
import { serializeObjects, parseObjects, settingOf, type SerializedObject, withSettings } from './serialize-objects';

/** How a restored instance shall differ from the one that was backed up. */
export interface WantedInstance {
  readonly addresses: RequestedAddresses;
  /**
   * AWS Backup gives an instance its own profile or none.
   * @default original
   */
  readonly instanceProfile?: 'original' | 'none';
  /**
   * Where the addressed interface goes. The instance goes into its zone, where that is known.
   * @default - the subnet it was in
   */
  readonly subnet?: { readonly id: string; readonly availabilityZone: string | undefined } | undefined;
}

/** The key of the instance profile. Metadata without it makes an instance without a profile. */
export const INSTANCE_PROFILE = 'IamInstanceProfileName';

/** EC2 takes the first two inside of interfaces only when there are some, and the third not at all (R2). */
const DROPPED = ['SecurityGroupIds', 'SubnetId', 'CpuOptions'];

/**
 * The metadata with which AWS Backup restores an EC2 instance with the addresses that are asked for (R2, R3). What is
 * not about addresses stays byte for byte.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html
 * @param original as a recovery point has it
 */
export function ec2Metadata(
  original: RestoreMetadata,
  wanted: WantedInstance,
  at: Locate<AddressSetting>,
): ParsedMetadata {
  const written = original['NetworkInterfaces'];
  if (written === undefined) return { findings: [NOT_OF_EC2] };
  const read = parseObjects(written);
  if ('problem' in read) return { findings: [notReadable(`NetworkInterfaces is ${read.problem}`)] };
  const interfaces = read.objects;
  if (interfaces.length === 0) return { findings: [notReadable('NetworkInterfaces lists no interface')] };
  const findings = notOneInterface(interfaces, wanted.addresses, at('deviceIndex'));
  if (findings.length > 0) return { findings };

  const changed = interfaces.map((one) => changedInterface(one, wanted, { isOnly: interfaces.length === 1 }));
  const entries = Object.entries(original).filter(
    ([key]) => !DROPPED.includes(key) && !(key === INSTANCE_PROFILE && wanted.instanceProfile === 'none'),
  );
  const metadata = { ...Object.fromEntries(entries), NetworkInterfaces: serializeObjects(changed) };
  return { metadata: inZone(metadata, wanted.subnet?.availabilityZone) };
}

const NOT_OF_EC2: Finding = {
  rule: 'not-ec2-metadata',
  severity: 'error',
  source: 'backupctl',
  path: 'NetworkInterfaces',
  message: 'there is no NetworkInterfaces: this is not the recovery point of an EC2 instance',
  remedy: 'take a recovery point whose resource type is EC2',
};

/** It is of EC2, as far as can be seen, but not what AWS Backup documents. */
function notReadable(message: string): Finding {
  return {
    ...NOT_OF_EC2,
    message: `${message}: this is not what AWS Backup writes for an EC2 instance`,
    remedy:
      'compare it with what aws backup get-recovery-point-restore-metadata answers; when that says the same, choose another recovery point of the instance',
  };
}

function notOneInterface(
  interfaces: readonly SerializedObject[],
  { deviceIndex: found }: RequestedAddresses,
  path: string,
): Finding[] {
  const indexes = interfaces.map(deviceIndexOf);
  const count = indexes.filter((index) => index === found).length;
  if (count === 1) return [];
  const unread = indexes.flatMap((index, position) => (index === undefined ? [`NetworkInterfaces[${position}]`] : []));
  const there = indexes.flatMap((index) => index ?? []).join(', ') || 'none';
  const message =
    count === 0
      ? `the instance had no interface with device index ${found}`
      : `the instance had ${count} interfaces with device index ${found}, on different network cards`;
  const unreadable = unread.length === 0 ? '' : `; none can be read of ${unread.join(', ')}`;
  const remedy =
    there === 'none'
      ? 'compare the metadata with what aws backup get-recovery-point-restore-metadata answers'
      : `name an index that is there once: the instance had ${there}`;
  const finding = { rule: 'no-such-interface', severity: 'error', source: 'backupctl', path, found } as const;
  return [{ ...finding, message: message + unreadable, remedy }];
}

function changedInterface(
  written: SerializedObject,
  { addresses, subnet }: WantedInstance,
  { isOnly }: { readonly isOnly: boolean },
): SerializedObject {
  const isAddressed = deviceIndexOf(written) === addresses.deviceIndex;
  return withSettings(written, {
    NetworkInterfaceId: undefined,
    PrivateIpAddress: undefined,
    ...(isAddressed ? requestedSettings(addresses) : automaticSettings(written)),
    ...(isAddressed && subnet ? { SubnetId: subnet.id } : {}),
    // In a request with several interfaces EC2 takes not even a false one; left out of one with a single interface, a default subnet would say true.
    AssociatePublicIpAddress: isOnly ? false : undefined,
  });
}

function requestedSettings({ primary, secondaries, secondaryCount }: RequestedAddresses) {
  const listed = [
    ...(primary === undefined ? [] : [{ Primary: true, PrivateIpAddress: primary }]),
    ...secondaries.map((address) => ({ Primary: false, PrivateIpAddress: address })),
  ];
  return {
    PrivateIpAddresses: listed.length === 0 ? undefined : listed,
    SecondaryPrivateIpAddressCount: secondaryCount,
  };
}

/** As many secondary addresses as the interface had, also where only the list said how many. */
function automaticSettings(written: SerializedObject) {
  const listed = settingOf(written, 'PrivateIpAddresses');
  const addresses: readonly { readonly Primary?: unknown }[] = Array.isArray(listed) ? listed : [];
  const secondaries = addresses.filter(({ Primary }) => Primary !== true).length;
  const isCounted = settingOf(written, 'SecondaryPrivateIpAddressCount') !== undefined || secondaries === 0;
  return {
    PrivateIpAddresses: undefined,
    ...(isCounted ? {} : { SecondaryPrivateIpAddressCount: secondaries }),
  };
}

/** EC2 refuses a placement in another zone than the subnet's. */
function inZone(metadata: RestoreMetadata, zone: string | undefined): RestoreMetadata {
  const placement = metadata['Placement'];
  if (zone === undefined || placement === undefined) return metadata;
  const read = parseObjects(`[${placement}]`);
  const [written] = 'objects' in read ? read.objects : [];
  if (!written || settingOf(written, 'AvailabilityZone') === zone) return metadata;
  const moved = serializeObjects([withSettings(written, { AvailabilityZone: zone })]).slice(1, -1);
  return { ...metadata, Placement: moved };
}
