import type { Finding, Locate } from '../finding';
import type { AddressSetting, RequestedAddresses } from './requested-addresses';
import { delegatesPrefix, PREFIX_SETTINGS } from './delegated-prefixes';
import { deviceIndexOf } from './device-index';
import { misshapenSettings } from './interface-shape';
import type { ParsedMetadata, RestoreMetadata } from './metadata-text';
import { serializeObjects, parseObjects, settingOf, type SerializedObject, withSettings } from './serialize-objects';

/** How a restored instance differs from the one that was backed up. */
export interface WantedInstance {
  readonly addresses: RequestedAddresses;
  /**
   * AWS Backup attaches the original instance profile or none.
   * @default original
   */
  readonly instanceProfile?: 'original' | 'none';
  /**
   * The subnet of the addressed interface. The instance moves to the subnet's Availability Zone if that is known.
   * @default - the original subnet
   */
  readonly subnet?: { readonly id: string; readonly availabilityZone: string | undefined };
}

/** The key of the instance profile. Without it, AWS Backup attaches no profile. */
export const INSTANCE_PROFILE = 'IamInstanceProfileName';

/** EC2 accepts the first two only inside the interfaces, if there are any, and does not accept the third (R2). */
const DROPPED = ['SecurityGroupIds', 'SubnetId', 'CpuOptions'];

/**
 * The metadata with which AWS Backup restores an EC2 instance with the requested addresses (R2, R3). Everything else stays
 * byte for byte the same.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html
 * @param original the metadata of the recovery point
 */
export function ec2Metadata(
  original: RestoreMetadata,
  wanted: WantedInstance,
  at: Locate<AddressSetting>,
): ParsedMetadata {
  const text = original['NetworkInterfaces'];
  if (text === undefined) return { findings: [NOT_EC2_METADATA] };
  const read = parseObjects(text);
  if ('problem' in read) return { findings: [notReadable(`NetworkInterfaces is ${read.problem}`)] };
  const interfaces = read.objects;
  if (interfaces.length === 0) return { findings: [notReadable('NetworkInterfaces lists no interface')] };
  const misshapen = misshapenSettings(interfaces);
  const unread = [
    ...misshapen.map(({ path, message }) => notReadable(message, path)),
    ...OBJECTS.filter((key) => !isObject(original[key])).map((key) => notReadable(`${key} is not an object`, key)),
  ];
  if (unread.length > 0) return { findings: unread };
  const findings = notOneInterface(interfaces, wanted.addresses, at('deviceIndex'));
  if (findings.length > 0) return { findings };

  const changed = interfaces.map((one) => changedInterface(one, wanted, { isOnly: interfaces.length === 1 }));
  const entries = Object.entries(original).filter(
    ([key]) => !DROPPED.includes(key) && !(key === INSTANCE_PROFILE && wanted.instanceProfile === 'none'),
  );
  const metadata = { ...Object.fromEntries(entries), NetworkInterfaces: serializeObjects(changed) };
  return inZone(metadata, wanted.subnet?.availabilityZone);
}

/** Values that are objects in JSON, or have no value. */
const OBJECTS = ['Placement', 'CreditSpecification'];

function isObject(text = 'null'): boolean {
  const read = parseObjects(`[${text}]`);
  return text === '' || text === 'null' || ('objects' in read && read.objects.length === 1);
}

const NOT_EC2_METADATA: Finding = {
  rule: 'not-ec2-metadata',
  severity: 'error',
  source: 'backupctl',
  path: 'NetworkInterfaces',
  message: 'NetworkInterfaces is missing: this is not the recovery point of an EC2 instance',
  remedy: 'choose a recovery point whose resource type is EC2',
};

/** It appears to describe an EC2 instance, but not in the format that AWS Backup documents. */
function notReadable(message: string, path = NOT_EC2_METADATA.path): Finding {
  return {
    ...NOT_EC2_METADATA,
    path,
    message: `${message}: this is not what AWS Backup writes for an EC2 instance`,
    remedy:
      'compare it with the output of aws backup get-recovery-point-restore-metadata; if that is the same, choose another recovery point of the instance',
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
  const existing = indexes.flatMap((index) => index ?? []).join(', ') || 'none';
  const message =
    count === 0
      ? `the instance had no interface with device index ${found}`
      : `the instance had ${count} interfaces with device index ${found}, on different network cards`;
  const unreadable = unread.length === 0 ? '' : `; the device index of ${unread.join(', ')} cannot be read`;
  const remedy =
    existing === 'none'
      ? 'compare the metadata with the output of aws backup get-recovery-point-restore-metadata'
      : `choose an index that occurs once: the instance had ${existing}`;
  const finding = { rule: 'no-such-interface', severity: 'error', source: 'backupctl', path, found } as const;
  return [{ ...finding, message: message + unreadable, remedy }];
}

function changedInterface(
  networkInterface: SerializedObject,
  { addresses, subnet }: WantedInstance,
  { isOnly }: { readonly isOnly: boolean },
): SerializedObject {
  const isAddressed = deviceIndexOf(networkInterface) === addresses.deviceIndex;
  return withSettings(networkInterface, {
    NetworkInterfaceId: undefined,
    PrivateIpAddress: undefined,
    ...withoutPrefixes(networkInterface),
    ...(isAddressed ? requestedSettings(addresses) : automaticSettings(networkInterface)),
    ...(isAddressed && subnet ? { SubnetId: subnet.id } : {}),
    // With several interfaces, EC2 rejects the key even if it is false. With one interface and no key, a default subnet assigns a public address.
    AssociatePublicIpAddress: isOnly ? false : undefined,
  });
}

/** Empty lists and counts of zero stay. */
function withoutPrefixes(networkInterface: SerializedObject): Readonly<Record<string, undefined>> {
  const used = PREFIX_SETTINGS.filter((name) => delegatesPrefix(settingOf(networkInterface, name)));
  return Object.fromEntries(used.map((name) => [name, undefined]));
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

/** As many secondary addresses as the interface had, even if only the list of addresses shows how many. */
function automaticSettings(networkInterface: SerializedObject) {
  const listed = settingOf(networkInterface, 'PrivateIpAddresses');
  const addresses: readonly { readonly Primary?: unknown }[] = Array.isArray(listed) ? listed : [];
  const secondaries = addresses.filter(({ Primary }) => Primary !== true).length;
  // The count can be smaller than the list, or missing.
  const isCounted = Number(settingOf(networkInterface, 'SecondaryPrivateIpAddressCount') ?? 0) >= secondaries;
  return {
    PrivateIpAddresses: undefined,
    ...(isCounted ? {} : { SecondaryPrivateIpAddressCount: secondaries }),
  };
}

/** EC2 rejects a placement in a different Availability Zone from the subnet's. */
function inZone(metadata: RestoreMetadata, zone: string | undefined): ParsedMetadata {
  const placement = metadata['Placement'];
  if (zone === undefined || placement === undefined || placement === 'null') return { metadata };
  const read = parseObjects(`[${placement}]`);
  if ('problem' in read) return { findings: [notReadable('Placement is not an object', 'Placement')] };
  const [original] = read.objects;
  if (!original || settingOf(original, 'AvailabilityZone') === zone) return { metadata };
  const moved = serializeObjects([withSettings(original, { AvailabilityZone: zone })]).slice(1, -1);
  return { metadata: { ...metadata, Placement: moved } };
}
