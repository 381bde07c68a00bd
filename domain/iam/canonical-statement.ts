import { isObject, jsonText, type JsonObject } from '../json-object';
import {
  byName,
  type Block,
  isKeyed,
  isSet,
  type Keyed,
  keyedBlocks,
  sortedSet,
  textAt,
  textOf,
  type Value,
} from '../terraform/changes/value';

/**
 * The statements of a policy document data source in canonical form, by Sid, or by what they do if they have none: sorted
 * sets without duplicates, one block per principal type and condition, and an account by its root.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function statementsOfDocument(statements: unknown): Keyed {
  return keyed(listOf(statements).filter(isObject).map(fromDocument));
}

/** The statements of a policy in IAM's JSON in the same form; undefined for JSON that is not a policy. */
export function statementsOfPolicy(policy: JsonObject): Keyed | undefined {
  const statements = policy['Statement'];
  if (statements === undefined || !listOf(statements).every(isObject)) return undefined;
  return keyed(listOf(statements).filter(isObject).map(fromPolicy));
}

/**
 * Equal for statements with the same effect, whatever their Sid and spelling: actions and condition keys ignore case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function canonicalText(json: JsonObject): string {
  const { actions = null, condition = null, ...rest } = fromPolicy(json).statement;
  return textOf({ ...rest, actions: lowerCase(actions), condition: lowerCase(condition) });
}

/** Actions, and the keys of conditions but not their values. */
function lowerCase(value: Value): Value {
  if (isSet(value)) return sortedSet(value.map((action) => String(action).toLowerCase()));
  return isKeyed(value) ? new Map([...value].map(([key, inner]) => [key.toLowerCase(), inner])) : value;
}

interface Read {
  readonly sid: string | undefined;
  readonly statement: Block;
}

function fromDocument(json: JsonObject): Read {
  const {
    sid,
    effect,
    actions,
    not_actions,
    resources,
    not_resources,
    principals,
    not_principals,
    condition,
    ...rest
  } = json;
  const conditions = listOf(condition)
    .filter(isObject)
    .map(({ test, variable, values }): [string, unknown] => [`${jsonText(test)} ${jsonText(variable)}`, values]);
  const parties = (list: unknown): [string, unknown][] =>
    listOf(list)
      .filter(isObject)
      .map(({ type, identifiers }) => [jsonText(type), identifiers]);
  return {
    sid: sidOf(sid),
    statement: statement({
      effect,
      sets: { actions, not_actions, resources, not_resources },
      named: { principals: parties(principals), not_principals: parties(not_principals), condition: conditions },
      rest,
    }),
  };
}

function fromPolicy(json: JsonObject): Read {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition, ...rest } = json;
  const parties = (principal: unknown): [string, unknown][] =>
    isObject(principal) ? Object.entries(principal) : listOf(principal).map((who): [string, unknown] => ['*', who]);
  const conditions = (isObject(Condition) ? Object.entries(Condition) : []).flatMap(([test, variables]) =>
    Object.entries(isObject(variables) ? variables : {}).map(([variable, values]): [string, unknown] => [
      `${test} ${variable}`,
      values,
    ]),
  );
  return {
    sid: sidOf(Sid),
    statement: statement({
      effect: Effect,
      sets: { actions: Action, not_actions: NotAction, resources: Resource, not_resources: NotResource },
      named: { principals: parties(Principal), not_principals: parties(NotPrincipal), condition: conditions },
      rest,
    }),
  };
}

interface Parts {
  readonly effect: unknown;
  readonly sets: Readonly<Record<string, unknown>>;
  readonly named: Readonly<Record<string, readonly [string, unknown][]>>;
  readonly rest: JsonObject;
}

/** Missing elements stay missing, except the effect: data sources omit `Allow`. */
function statement({ effect, sets, named, rest }: Parts): Block {
  const filled: [string, Value][] = [
    ['effect', jsonText(effect ?? 'Allow')],
    ...Object.entries(sets).flatMap(([name, list]): [string, Value][] =>
      listOf(list).length === 0 ? [] : [[name, setOf(list)]],
    ),
    ...Object.entries(named).flatMap(([name, entries]): [string, Value][] =>
      entries.length === 0 ? [] : [[name, merged(entries, name !== 'condition')]],
    ),
    ...Object.entries(rest).map(([name, value]): [string, Value] => [name, JSON.stringify(value)]),
  ];
  return Object.fromEntries(filled.toSorted(byName));
}

/** Several blocks for one type of principal, or one condition, count as one with all values. */
function merged(entries: readonly [string, unknown][], principals: boolean): Keyed {
  const lists = new Map<string, unknown[]>();
  for (const [type, values] of entries) {
    const name = principals && type === '*' ? 'AWS' : type;
    const list = listOf(values).map((value) => (principals && name === 'AWS' ? accountRoot(value) : value));
    lists.set(name, [...(lists.get(name) ?? []), ...list]);
  }
  return new Map([...lists].toSorted(byName).map(([name, list]) => [name, setOf(list)]));
}

/** For IAM, an account ID means the root of the account. */
function accountRoot(principal: unknown): unknown {
  return typeof principal === 'string' && /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

function keyed(read: readonly Read[]): Keyed {
  return keyedBlocks(read.map(({ sid, statement: block }) => [sid ?? describe(block), block]));
}

function describe(block: Block): string {
  const actions = block['actions'] ?? block['not_actions'];
  const not = block['actions'] === undefined && actions !== undefined ? 'not ' : '';
  return `${textAt(block, ['effect']) ?? ''} ${not}${Array.isArray(actions) ? actions.join(', ') : 'nothing'}`;
}

function sidOf(sid: unknown): string | undefined {
  return typeof sid === 'string' && sid !== '' ? sid : undefined;
}

function setOf(list: unknown): Value {
  return sortedSet(listOf(list).map((value) => jsonText(value)));
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
