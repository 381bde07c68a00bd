import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import { canonicalBlock, type Reading } from './canonical';
import { isKnownType } from '../rules/change-rules';
import { withDefaults } from './ephemeral-variables';
import { policyDocumentsOf } from './policy-documents';
import type { Place } from '../../domain/terraform/changes/change';
import type { Part, Stack } from './stack';

/** The contents of a stack's Terraform JSON in canonical form. */
export function readStack(stackName: string, written: JsonObject): Stack {
  const json = withDefaults(written);
  const documents = policyDocumentsOf(json['data']);
  const providers = providersOf(json['provider']);
  const ownAccount = accountOf(providers.get('aws'));
  const reading = (type: string): Reading => ({
    document: (reference) => documents.resolve(reference),
    ordered: !isKnownType(type),
  });
  const part = (type: string, address: string, block: JsonObject): Part => ({
    type,
    address,
    account: accountOf(providers.get(jsonText(block['provider'] ?? 'aws'))) ?? ownAccount,
    arguments: canonicalBlock(block, reading(type)),
  });

  const resources = nested(json['resource'])
    .filter(([, , block]) => !hasNoInstance(block))
    .map(([type, name, block]) => part(type, `${type}.${name}`, block));
  const sources = nested(json['data'])
    .filter(([type, , block]) => type !== 'aws_iam_policy_document' && !hasNoInstance(block))
    .map(([type, name, block]) => part(`data.${type}`, `data.${type}.${name}`, block));
  const unused = documents.remains().map(([name, { statement, ...block }]) => {
    const read = part('data.aws_iam_policy_document', `data.aws_iam_policy_document.${name}`, block);
    const statements = documents.resolve(`\${data.aws_iam_policy_document.${name}.json}`);
    return statement === undefined || statements === undefined
      ? read
      : { ...read, arguments: { ...read.arguments, statement: statements } };
  });
  const outputs = nested({ output: json['output'] }).map(([, name, block]) => part('output', `output.${name}`, block));
  const providerParts = [...providers].map(([name, block]) => ({
    ...part('provider', `provider.${name}`, block),
    account: accountOf(block),
  }));
  const rest = Object.entries(json)
    .filter(([key]) => !['resource', 'data', 'output', 'provider', 'terraform', '//'].includes(key))
    .flatMap(([key, block]) => otherParts(key, block))
    .map(([key, address, block]) => part(key, address, block));

  const parts = [
    ...resources,
    ...sources,
    ...unused,
    ...outputs,
    ...providerParts,
    ...terraformParts(json, part),
    ...rest,
  ];
  return {
    ...placeOf(stackName, providers.get('aws')),
    parts: new Map(parts.map((each) => [each.address, each])),
    moved: movedOf(json['moved']),
    forgotten: forgottenOf(json['removed']),
  };
}

/** Environment and stack from the stack's default tags, if they agree with its name. */
export function placeOf(stackName: string, provider: JsonObject | undefined): Place {
  const tags = defaultTagsOf(provider);
  const environment = typeof tags['Environment'] === 'string' ? tags['Environment'] : undefined;
  if (environment !== undefined && stackName.startsWith(`${environment}-`)) {
    return { stackName, environment, stack: stackName.slice(environment.length + 1) };
  }
  const stack = typeof tags['Stack'] === 'string' ? tags['Stack'] : undefined;
  if (stack !== undefined && stackName.endsWith(`-${stack}`)) {
    return { stackName, environment: stackName.slice(0, -stack.length - 1), stack };
  }
  return { stackName, environment: stackName, stack: stackName };
}

/** The account of a provider, if it allows exactly one. */
export function accountOf(provider: JsonObject | undefined): string | undefined {
  const accounts = [provider?.['allowed_account_ids'] ?? []].flat();
  return accounts.length === 1 ? jsonText(accounts[0]) : undefined;
}

/** The tags that a provider gives to every resource. */
export function defaultTagsOf(provider: JsonObject | undefined): JsonObject {
  const defaults = [provider?.['default_tags'] ?? []].flat().find(isObject);
  return isObject(defaults?.['tags']) ? defaults['tags'] : {};
}

/** Providers by the name that resources use: `aws`, `aws.account-111111111111`. */
function providersOf(json: unknown): Map<string, JsonObject> {
  const all = Object.entries(isObject(json) ? json : {}).flatMap(([type, blocks]) =>
    [blocks]
      .flat()
      .filter(isObject)
      .map((block): [string, JsonObject] => {
        const alias = block['alias'];
        return [typeof alias === 'string' ? `${type}.${alias}` : type, block];
      }),
  );
  return new Map(all);
}

/** `count = 0` and an empty `for_each` are the same as no block: Terraform destroys what there was. */
function hasNoInstance({ count, for_each: each }: JsonObject): boolean {
  const none = typeof each === 'object' && each !== null && Object.keys(each).length === 0;
  return (
    none ||
    /^(0|\$\{\s*0\s*\})$/.test(jsonText(count ?? '')) ||
    /^\$\{\s*(toset\(\[\]\)|\[\]|\{\})\s*\}$/.test(jsonText(each ?? ''))
  );
}

function nested(json: unknown): [type: string, name: string, block: JsonObject][] {
  return Object.entries(isObject(json) ? json : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {}).map(([name, block]): [string, string, JsonObject] => [
      type,
      name,
      isObject(block) ? block : { value: block },
    ]),
  );
}

function terraformParts(
  { terraform }: JsonObject,
  part: (type: string, address: string, block: JsonObject) => Part,
): Part[] {
  if (!isObject(terraform)) return [];
  const { backend, ...rest } = terraform;
  return [
    ...(isObject(backend) ? [part('backend', 'terraform.backend', backend)] : []),
    part('terraform', 'terraform', rest),
  ];
}

/** `import`, `moved`, `locals` and all other Terraform blocks. */
function otherParts(key: string, block: unknown): [type: string, address: string, block: JsonObject][] {
  if (!Array.isArray(block)) return [[key, key, isObject(block) ? block : { value: block }]];
  return [[key, key, { [key]: block }]];
}

function movedOf(moved: unknown): Map<string, string> {
  const blocks = [moved ?? []].flat().filter(isObject);
  return new Map(blocks.map(({ from, to }) => [jsonText(from), jsonText(to)]));
}

function forgottenOf(removed: unknown): Set<string> {
  const blocks = [removed ?? []].flat().filter(isObject);
  const keeps = ({ lifecycle }: JsonObject): boolean =>
    [lifecycle].flat().some((one: unknown) => isObject(one) && one['destroy'] === false);
  return new Set(blocks.filter(keeps).map(({ from }) => jsonText(from)));
}
