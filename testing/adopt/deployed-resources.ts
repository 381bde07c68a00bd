import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import type { Block } from '../synthesized';

/** A resource whose references are resolved as Terraform would. */
export interface Deployed {
  readonly type: string;
  readonly address: string;
  readonly region: string;
  readonly values: Block;
}

export interface Place {
  readonly accountId: string;
  /** The region of the environment. */
  readonly home: string;
}

const ids = new Map<string, string>();
const accounts = new WeakMap<Deployed, string>();

/** What AWS generates: of its own making, but always the same for one resource. */
export function attribute(resource: Deployed, name: string): string {
  const { type, address, region, values } = resource;
  const id = ids.get(`${region} ${address}`) ?? `id-${ids.size}`;
  ids.set(`${region} ${address}`, id);
  if (values[name] !== undefined) return String(values[name]);
  const account = accounts.get(resource) ?? '';
  if (name === 'url') return `https://sqs.${region}.amazonaws.com/${account}/${values['name']}`;
  if (name !== 'arn') return id;
  if (type === 'aws_kms_key') return `arn:aws:kms:${region}:${account}:key/${id}`;
  return (
    TERRAFORM_TYPES.get(type)?.arn({
      account,
      region,
      name: String(values['path'] ?? '/').slice(1) + values['name'],
    }) ?? id
  );
}

/** A reference to a resource, to a policy document or to a parameter. */
const REFERENCE = /\$\{(data\.)?(\w+)\.([\w-]+)\.(\w+)\}/g;

export function resourcesOf({ resource = {}, data = {}, provider }: Block, { accountId, home }: Place): Deployed[] {
  const tags = [provider?.aws].flat()[0]?.default_tags?.[0]?.tags ?? {};
  const byAddress = new Map<string, Deployed>();
  for (const [type, blocks] of Object.entries<Block>(resource)) {
    for (const [id, values] of Object.entries<Block>(blocks)) {
      const address = `${type}.${id}`;
      const withTags = values['tags'] === undefined ? values : { ...values, tags: { ...tags, ...values['tags'] } };
      const one = { type, address, region: values['region'] ?? home, values: withTags };
      accounts.set(one, accountId);
      byAddress.set(address, one);
    }
  }
  const resolved = <T>(value: T): T => {
    if (typeof value === 'string') {
      return value.replaceAll(REFERENCE, (text, isData, type, id, name) => {
        if (type === 'aws_iam_policy_document') return resolved(policyOf(data[type][id]));
        if (isData !== undefined) return `value of ${text.slice(2, -1)}`;
        const target = byAddress.get(`${type}.${id}`);
        return target ? resolved(attribute(target, name)) : text;
      }) as T;
    }
    if (Array.isArray(value)) return value.map(resolved) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one)])) as T;
  };
  return [...byAddress.values()].map((one) => {
    const deployed = { ...one, values: resolved(one.values) };
    accounts.set(deployed, accountId);
    return deployed;
  });
}

/** The JSON of a policy document, as IAM keeps it. */
function policyOf({ statement }: Block): string {
  return JSON.stringify({
    Version: '2012-10-17',
    // Without what is undefined.
    Statement: statement.map((one: Block) => ({
      Sid: one['sid'],
      Effect: one['effect'] ?? 'Allow',
      Principal: principalsOf(one['principals']),
      Action: sortedValues(one['actions']),
      Resource: sortedValues(one['resources']),
      Condition: conditionsOf(one['condition']),
    })),
  });
}

/** The provider sorts lists, and writes one value without a list. */
function sortedValues(values: readonly string[] | undefined): string | readonly string[] | undefined {
  return values?.length === 1 ? values[0] : values?.toSorted().toReversed();
}

function principalsOf(principals: readonly Block[] | undefined): Block | undefined {
  if (!principals) return undefined;
  return Object.fromEntries(
    principals.map(({ type, identifiers }) => [type === '*' ? 'AWS' : type, sortedValues(identifiers)]),
  );
}

function conditionsOf(conditions: readonly Block[] | undefined): Block | undefined {
  if (!conditions) return undefined;
  const byTest: Block = {};
  for (const { test, variable, values } of conditions) byTest[test] = { ...byTest[test], [variable]: values };
  return byTest;
}
