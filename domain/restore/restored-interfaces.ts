import { deviceIndexOf } from './device-index';
import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf, type SerializedObject } from './serialize-objects';

/** A network interface that a restore creates, and its path in the metadata. */
export interface RestoredInterface {
  /** Such as `NetworkInterfaces[0]`. */
  readonly path: string;
  readonly deviceIndex: number | undefined;
  readonly subnetId: string;
  readonly groups: readonly string[];
  readonly ipv6Addresses: readonly string[];
  /** How many IPv4 addresses it gets, chosen or not. */
  readonly ipv4Count: number;
  /** How many IPv6 addresses EC2 chooses. */
  readonly ipv6Count: number;
  /** Whether it serves only the Elastic Fabric Adapter, and has no IP addresses. */
  readonly isEfaOnly: boolean;
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
    ipv4Count: ipv4CountOf(networkInterface),
    ipv6Count: countOf(networkInterface, 'Ipv6AddressCount'),
    isEfaOnly: isEfaOnly(networkInterface),
  }));
}

function ipv4CountOf(networkInterface: SerializedObject): number {
  if (isEfaOnly(networkInterface)) return 0;
  const listed = listOf(settingOf(networkInterface, 'PrivateIpAddresses'));
  const secondaries = listed.filter((one) => memberOf(one, 'Primary') !== true).length;
  return 1 + secondaries + countOf(networkInterface, 'SecondaryPrivateIpAddressCount');
}

function isEfaOnly(networkInterface: SerializedObject): boolean {
  return settingOf(networkInterface, 'InterfaceType') === 'efa-only';
}

/** It is a number, but is also accepted as text. */
function countOf(networkInterface: SerializedObject, name: string): number {
  const count = Number(settingOf(networkInterface, name) ?? 0);
  return Number.isFinite(count) ? count : 0;
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
