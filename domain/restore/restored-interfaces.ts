import { deviceIndexOf } from './device-index';
import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf } from './serialize-objects';

/** A network interface that a restore creates, and its path in the metadata. */
export interface RestoredInterface {
  /** Such as `NetworkInterfaces[0]`. */
  readonly path: string;
  readonly deviceIndex: number | undefined;
  readonly subnetId: string;
  readonly groups: readonly string[];
  readonly ipv6Addresses: readonly string[];
}

/** The interfaces of valid metadata. */
export function restoredInterfaces(metadata: RestoreMetadata): RestoredInterface[] {
  const read = parseObjects(metadata['NetworkInterfaces'] ?? '[]');
  if ('problem' in read) return [];
  return read.objects.map((networkInterface, position) => ({
    path: `NetworkInterfaces[${position}]`,
    deviceIndex: deviceIndexOf(networkInterface),
    subnetId: textsOf([settingOf(networkInterface, 'SubnetId')])[0] ?? '',
    groups: textsOf(settingOf(networkInterface, 'Groups')),
    ipv6Addresses: textsOf(
      listOf(settingOf(networkInterface, 'Ipv6Addresses')).map((one) => memberOf(one, 'Ipv6Address')),
    ),
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === 'string');
}

/** AWS writes an address as text, or as an object. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : value;
}
