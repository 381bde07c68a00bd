import { isObject, jsonText, type JsonObject } from '../json-object';
import { type ImportedResource, importIdOf } from '../terraform/import-id';
import { existing, queueUrl, type StackResource } from './existing';
import type { FoundAccount } from './found';

/** What Terraform imports into a stack, and what it creates. */
export interface StackImports {
  readonly imports: readonly ImportedResource[];
  /** Addresses of resources that the account does not have. */
  readonly created: readonly string[];
}

/**
 * The resources of a synthesized stack that the account has (X2). Addresses are those of the stack itself.
 * @param json of the stack, as Terraform reads it
 */
export function stackImports(json: JsonObject, account: FoundAccount): StackImports {
  const home = homeRegion(json);
  const resolved = new Map<string, JsonObject>();
  const resources = resourcesOf(json, home).map(
    ({ type, address, region, values }): StackResource & { id?: string } => {
      const references = (value: unknown): unknown => resolve(value, resolved);
      const resource = { type, address, region, values: references(values) as JsonObject };
      const found = existing(resource, account, json);
      const id = found && importIdOf(type, { ...resource.values, region, ...found }, account.accountId);
      if (id === undefined) return resource;
      const attributes = { ...attributesOf(type, resource.values, region, account.accountId), ...found };
      resolved.set(address, { ...attributes, ...resource.values });
      return { ...resource, id: region === home ? id : `${id}@${region}` };
    },
  );
  return {
    imports: resources
      .flatMap(({ address: to, id }) => (id === undefined ? [] : [{ to, id }]))
      .toSorted((a, b) => (a.to < b.to ? -1 : 1)),
    created: resources.flatMap(({ address, id }) => (id === undefined ? [address] : [])).toSorted(),
  };
}

function homeRegion({ provider }: JsonObject): string {
  const aws: unknown = isObject(provider) ? [provider['aws']].flat()[0] : undefined;
  return isObject(aws) ? String(aws['region']) : '';
}

/** The resources of a stack, each after those that it refers to. */
function resourcesOf(json: JsonObject, home: string): StackResource[] {
  const types = isObject(json['resource']) ? json['resource'] : {};
  const all = Object.entries(types).flatMap(([type, blocks]) =>
    Object.entries(isObject(blocks) ? blocks : {}).flatMap(([id, values]) =>
      isObject(values) ? [{ type, address: `${type}.${id}`, region: jsonText(values['region'] ?? home), values }] : [],
    ),
  );
  const byAddress = new Map(all.map((one) => [one.address, one]));
  const ordered = new Set<StackResource>();
  const add = (one: StackResource): void => {
    if (ordered.has(one)) return;
    for (const [, address = ''] of JSON.stringify(one.values).matchAll(REFERENCE)) {
      const other = byAddress.get(address);
      if (other && other !== one) add(other);
    }
    ordered.add(one);
  };
  all.forEach(add);
  return [...ordered];
}

/** A reference to an attribute of a resource: `${aws_backup_vault.a.name}`. */
const REFERENCE = /\$\{(\w+\.[\w-]+)\.(\w+)\}/g;

function resolve(value: unknown, known: ReadonlyMap<string, JsonObject>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(REFERENCE, (reference, address: string, attribute: string) => {
      const attributeValue = known.get(address)?.[attribute];
      return typeof attributeValue === 'string' ? attributeValue : reference;
    });
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, known));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, known)]));
}

/** What others refer to, where it follows from the name. */
function attributesOf(type: string, { name }: JsonObject, region: string, account: string): JsonObject {
  if (typeof name !== 'string') return {};
  if (type === 'aws_sqs_queue') return { url: queueUrl(name, region, account) };
  const arn = ARNS[type]?.(name, region, account);
  return arn === undefined ? {} : { arn };
}

const ARNS: Readonly<Record<string, (name: string, region: string, account: string) => string>> = {
  aws_iam_policy: (name, _region, account) => `arn:aws:iam::${account}:policy/${name}`,
  aws_sns_topic: (name, region, account) => `arn:aws:sns:${region}:${account}:${name}`,
};
