import { jsonNode, type JsonNode, kindOf } from '../json-text';
import { settingOf, type SerializedObject } from './serialize-objects';

/** The settings of a network interface that a restore reads, and what they, or the elements of their lists, can be. */
const SETTINGS: Readonly<Record<string, { readonly list: boolean; readonly of: readonly JsonNode['kind'][] }>> = {
  SubnetId: { list: false, of: ['text'] },
  Groups: { list: true, of: ['text'] },
  PrivateIpAddresses: { list: true, of: ['object'] },
  SecondaryPrivateIpAddressCount: { list: false, of: ['number', 'text'] },
  // AWS writes these as text, or as objects.
  Ipv6Addresses: { list: true, of: ['object', 'text'] },
  Ipv4Prefixes: { list: true, of: ['object', 'text'] },
  Ipv6Prefixes: { list: true, of: ['object', 'text'] },
};

/** A value that an interface cannot have, and its path. */
export interface Misshapen {
  readonly path: string;
  readonly message: string;
}

/** Values of another kind than AWS Backup writes. A setting without a value counts as missing. */
export function misshapenSettings(interfaces: readonly SerializedObject[]): Misshapen[] {
  return interfaces.flatMap((one, position) =>
    Object.entries(SETTINGS).flatMap(([name, { list, of }]) => {
      const [node, path] = [jsonNode(settingOf(one, name)), `NetworkInterfaces[${position}].${name}`];
      if (node.kind === 'null') return [];
      if (!list) return unlessKind(node, of, path);
      if (node.kind !== 'list') return unlessKind(node, ['list'], path);
      return node.elements.flatMap((element, index) => unlessKind(element, of, `${path}[${index}]`));
    }),
  );
}

function unlessKind(node: JsonNode, kinds: readonly JsonNode['kind'][], path: string): Misshapen[] {
  if (kinds.includes(node.kind)) return [];
  return [{ path, message: `it is ${kindOf(node)}` }];
}
