import { deviceIndexOf } from './device-index';
import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf } from './serialize-objects';

/** A network interface that a restore makes, and where in the metadata it stands. */
export interface RestoredInterface {
  /** Such as `NetworkInterfaces[0]`. */
  readonly path: string;
  readonly deviceIndex: number | undefined;
  readonly subnetId: string;
  readonly groups: readonly string[];
  readonly ipv6Addresses: readonly string[];
}

/** The interfaces of metadata that was not refused. */
export function restoredInterfaces(metadata: RestoreMetadata): RestoredInterface[] {
  const read = parseObjects(metadata['NetworkInterfaces'] ?? '[]');
  if ('problem' in read) return [];
  return read.objects.map((written, position) => ({
    path: `NetworkInterfaces[${position}]`,
    deviceIndex: deviceIndexOf(written),
    subnetId: textsOf([settingOf(written, 'SubnetId')])[0] ?? '',
    groups: textsOf(settingOf(written, 'Groups')),
    ipv6Addresses: textsOf(listOf(settingOf(written, 'Ipv6Addresses')).map((one) => memberOf(one, 'Ipv6Address'))),
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === 'string');
}

/** AWS writes an address alone, or as an object. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : value;
}
