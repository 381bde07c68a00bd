import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import { canonicalBlock, type Reading } from './canonical';
import { isKnownType } from '../rules/change-rules';
import { policyDocumentsOf } from './policy-documents';
import type { Place } from '../../domain/terraform/changes/change';
import type { Part, Stack } from './stack';

/** What a stack's Terraform JSON says, in a form that can be compared. */
export function readStack(stackName: string, json: JsonObject): Stack {
  const documents = policyDocumentsOf(json['data']);
  const providers = providersOf(json['provider']);
  const ownAccount = accountOf(providers.get('aws'));
  const reading = (type: string): Reading => ({
    document: (reference) => documents.open(reference),
    ordered: !isKnownType(type),
  });
  const part = (type: string, address: string, said: JsonObject): Part => ({
    type,
    address,
    account: accountOf(providers.get(jsonText(said['provider'] ?? 'aws'))) ?? ownAccount,
    arguments: canonicalBlock(said, reading(type)),
  });

  const resources = nested(json['resource']).map(([type, name, said]) => part(type, `${type}.${name}`, said));
  const sources = nested(json['data'])
    .filter(([type]) => type !== 'aws_iam_policy_document')
    .map(([type, name, said]) => part(`data.${type}`, `data.${type}.${name}`, said));
  const unopened = documents.remains().map(([name, { statement, ...said }]) => {
    const read = part('data.aws_iam_policy_document', `data.aws_iam_policy_document.${name}`, said);
    const opened = documents.open(`\${data.aws_iam_policy_document.${name}.json}`);
    return statement === undefined || opened === undefined
      ? read
      : { ...read, arguments: { ...read.arguments, statement: opened } };
  });
  const outputs = nested({ output: json['output'] }).map(([, name, said]) => part('output', `output.${name}`, said));
  const providerParts = [...providers].map(([name, said]) => ({
    ...part('provider', `provider.${name}`, said),
    account: accountOf(said),
  }));
  const rest = Object.entries(json)
    .filter(([key]) => !['resource', 'data', 'output', 'provider', 'terraform', '//'].includes(key))
    .flatMap(([key, said]) => otherParts(key, said))
    .map(([key, address, said]) => part(key, address, said));

  const parts = [
    ...resources,
    ...sources,
    ...unopened,
    ...outputs,
    ...providerParts,
    ...terraformParts(json, part),
    ...rest,
  ];
  return {
    ...placeOf(stackName, providers.get('aws')),
    parts: new Map(parts.map((each) => [each.address, each])),
    moved: movedOf(json['moved']),
  };
}

/** Environment and concern as the stack's own tags tell them, where these agree with its name. */
export function placeOf(stackName: string, provider: JsonObject | undefined): Place {
  const tags = tagsOf(provider);
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

/** The account that a provider is bound to, when it is bound to one. */
export function accountOf(provider: JsonObject | undefined): string | undefined {
  const accounts = [provider?.['allowed_account_ids'] ?? []].flat();
  return accounts.length === 1 ? jsonText(accounts[0]) : undefined;
}

function tagsOf(provider: JsonObject | undefined): JsonObject {
  const defaults = [provider?.['default_tags'] ?? []].flat().find(isObject);
  return isObject(defaults?.['tags']) ? defaults['tags'] : {};
}

/** Providers as resources name them: `aws`, `aws.account-111111111111`. */
function providersOf(json: unknown): Map<string, JsonObject> {
  const all = Object.entries(isObject(json) ? json : {}).flatMap(([type, blocks]) =>
    [blocks]
      .flat()
      .filter(isObject)
      .map((said): [string, JsonObject] => {
        const alias = said['alias'];
        return [typeof alias === 'string' ? `${type}.${alias}` : type, said];
      }),
  );
  return new Map(all);
}

function nested(json: unknown): [type: string, name: string, said: JsonObject][] {
  return Object.entries(isObject(json) ? json : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {}).map(([name, said]): [string, string, JsonObject] => [
      type,
      name,
      isObject(said) ? said : { value: said },
    ]),
  );
}

function terraformParts(
  { terraform }: JsonObject,
  part: (type: string, address: string, said: JsonObject) => Part,
): Part[] {
  if (!isObject(terraform)) return [];
  const { backend, ...rest } = terraform;
  return [
    ...(isObject(backend) ? [part('backend', 'terraform.backend', backend)] : []),
    part('terraform', 'terraform', rest),
  ];
}

/** `import`, `moved`, `locals` and whatever else Terraform knows. */
function otherParts(key: string, said: unknown): [type: string, address: string, said: JsonObject][] {
  if (!Array.isArray(said)) return [[key, key, isObject(said) ? said : { value: said }]];
  return [[key, key, { [key]: said }]];
}

function movedOf(moved: unknown): Map<string, string> {
  const blocks = [moved ?? []].flat().filter(isObject);
  return new Map(blocks.map(({ from, to }) => [jsonText(from), jsonText(to)]));
}
