import { isObject, jsonText, type JsonObject } from '../json-object';
import { byName, type Block, type Keyed, type Scalar, sortedSet, textAt, type Value } from '../terraform/changes/value';

/**
 * The statements of a policy document data source by Sid, or by what they do where they have none.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function statementsOfDocument(statements: unknown): Keyed {
  return keyed(listOf(statements).filter(isObject).map(fromDocument));
}

/** The same of a policy as IAM writes it; undefined for JSON that is no policy. */
export function statementsOfPolicy(policy: JsonObject): Keyed | undefined {
  const statements = policy['Statement'];
  if (statements === undefined || !listOf(statements).every(isObject)) return undefined;
  return keyed(listOf(statements).filter(isObject).map(fromPolicy));
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

/** What is not said is left out, but for the effect: data sources leave out `Allow`. */
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

/** Several blocks of one type of principal, or one condition, are one with the values of all. */
function merged(entries: readonly [string, unknown][], principals: boolean): Keyed {
  const lists = new Map<string, unknown[]>();
  for (const [name, values] of entries) {
    const list = listOf(values).map((value) => (principals && name === 'AWS' ? accountRoot(value) : value));
    lists.set(name, [...(lists.get(name) ?? []), ...list]);
  }
  return new Map([...lists].toSorted(byName).map(([name, list]) => [name, setOf(list)]));
}

/** IAM reads the number of an account as its root. */
function accountRoot(principal: unknown): unknown {
  return typeof principal === 'string' && /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

function keyed(read: readonly Read[]): Keyed {
  const named = read.map(({ sid, statement: said }): [string, Block] => [sid ?? describe(said), said]);
  const inOrder = named.toSorted(([a, x], [b, y]) => byName([a + textKey(x), x], [b + textKey(y), y]));
  const statements = new Map<string, Value>();
  for (const [name, said] of inOrder) {
    let free = name;
    for (let count = 2; statements.has(free); count++) free = `${name} #${count}`;
    statements.set(free, said);
  }
  return statements;
}

function describe(said: Block): string {
  const actions = said['actions'] ?? said['not_actions'];
  const not = said['actions'] === undefined && actions !== undefined ? 'not ' : '';
  return `${textAt(said, ['effect']) ?? ''} ${not}${Array.isArray(actions) ? actions.join(', ') : 'nothing'}`;
}

function textKey(said: Block): string {
  return JSON.stringify(said, (_, value: unknown) => (value instanceof Map ? [...(value as Keyed)] : value));
}

function sidOf(sid: unknown): string | undefined {
  return typeof sid === 'string' && sid !== '' ? sid : undefined;
}

function setOf(list: unknown): Value {
  return sortedSet(listOf(list).map((value) => (isObject(value) ? JSON.stringify(value) : (value as Scalar))));
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
