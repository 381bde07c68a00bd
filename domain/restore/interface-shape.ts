import { jsonNode, type JsonNode, kindOf } from '../json-text';
import { ipBlock } from './ip-block';
import { settingOf, type SerializedObject } from './serialize-objects';

type Kinds = readonly JsonNode['kind'][];

interface Setting {
  readonly list?: boolean;
  /** What the setting, or an element of its list, can be. */
  readonly of: Kinds;
  /** What the members of an object can be. */
  readonly members?: Readonly<Record<string, Kinds>>;
  /** Which texts and numbers it can be. */
  readonly value?: { readonly isRight: (text: string) => boolean; readonly expected: string };
}

const COUNT: Setting = {
  of: ['number', 'text'],
  value: { isRight: (text) => /^\d+$/.test(text), expected: 'a whole number' },
};

/** The settings of a network interface that a restore reads. AWS writes some addresses as text, or as objects. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  SubnetId: { of: ['text'] },
  InterfaceType: { of: ['text'] },
  Groups: { list: true, of: ['text'] },
  PrivateIpAddresses: { list: true, of: ['object'], members: { Primary: ['boolean'], PrivateIpAddress: ['text'] } },
  SecondaryPrivateIpAddressCount: COUNT,
  Ipv6AddressCount: COUNT,
  Ipv6Addresses: {
    list: true,
    of: ['object', 'text'],
    members: { Ipv6Address: ['text'] },
    value: { isRight: (text) => text.includes(':') && ipBlock(text) !== undefined, expected: 'an IPv6 address' },
  },
  Ipv4Prefixes: { list: true, of: ['object', 'text'], members: { Ipv4Prefix: ['text'] } },
  Ipv6Prefixes: { list: true, of: ['object', 'text'], members: { Ipv6Prefix: ['text'] } },
};

/** A value that an interface cannot have, and its path. */
export interface Misshapen {
  readonly path: string;
  readonly message: string;
}

/** Values of another kind than AWS Backup writes. A setting without a value counts as missing. */
export function misshapenSettings(interfaces: readonly SerializedObject[]): Misshapen[] {
  return interfaces.flatMap((one, position) =>
    Object.entries(SETTINGS).flatMap(([name, setting]) => {
      const [node, path] = [jsonNode(settingOf(one, name)), `NetworkInterfaces[${position}].${name}`];
      if (node.kind === 'null') return [];
      if (setting.list !== true) return misshapen(node, setting, path);
      if (node.kind !== 'list') return misshapen(node, { of: ['list'] }, path);
      return node.elements.flatMap((element, index) => misshapen(element, setting, `${path}[${index}]`));
    }),
  );
}

function misshapen(node: JsonNode, { of, members = {}, value }: Setting, path: string): Misshapen[] {
  if (!of.includes(node.kind)) return [{ path, message: `it is ${kindOf(node)}` }];
  if (node.kind === 'object') {
    return node.members.flatMap((member) => {
      const kinds = Object.hasOwn(members, member.name) ? members[member.name] : undefined;
      const isUnread = kinds === undefined || member.node.kind === 'null';
      return isUnread ? [] : misshapen(member.node, { of: kinds, ...(value && { value }) }, `${path}.${member.name}`);
    });
  }
  const text = node.kind === 'number' ? node.written : node.kind === 'text' ? node.value : undefined;
  if (value === undefined || text === undefined || value.isRight(text)) return [];
  return [{ path, message: `it is ${JSON.stringify(text)}, not ${value.expected}` }];
}
