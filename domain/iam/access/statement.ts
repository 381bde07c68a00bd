import { type Block, isBlock, isKeyed, isSet, textOf, type Value } from '../../terraform/changes/value';

/** A policy statement: who may do what. */
export interface Statement {
  /** Its Sid, or a description of its actions. */
  readonly key: string;
  readonly allows: boolean;
  readonly actions: Named;
  readonly resources: Named;
  readonly principals: Named;
  /** Values by operator and key, such as `StringEquals aws:SourceAccount`: all must hold. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
  /** All other elements, which can only be compared literally. */
  readonly text: string;
}

/** The values of an element, or the values that its `Not…` form excludes. */
export interface Named {
  readonly not: boolean;
  readonly values: readonly string[];
  /** Whether the statement contains the element. */
  readonly isPresent: boolean;
}

/** The statements of a policy; everything else, such as a reference that cannot be resolved, is in `unread`. */
export function readStatements(policy: Value | undefined): { statements: Statement[]; unread: string[] } {
  if (policy === undefined) return { statements: [], unread: [] };
  if (!isKeyed(policy)) return { statements: [], unread: [JSON.stringify(policy)] };
  const entries = [...policy];
  return {
    statements: entries.flatMap(([key, value]) => (isBlock(value) ? [readStatement(key, value)] : [])),
    unread: entries.flatMap(([key, value]) => (isBlock(value) ? [] : [`${key} ${JSON.stringify(value)}`])),
  };
}

const KNOWN = new Set(
  ['effect', 'condition'].concat(['actions', 'resources', 'principals'].flatMap((name) => [name, `not_${name}`])),
);

function readStatement(key: string, block: Block): Statement {
  const conditions = isKeyed(block['condition']) ? [...block['condition']] : [];
  const other = Object.entries(block).filter(([name]) => !KNOWN.has(name));
  return {
    key,
    allows: block['effect'] !== 'Deny',
    actions: named(block, 'actions', textsOf),
    resources: named(block, 'resources', textsOf),
    principals: named(block, 'principals', principalsOf),
    conditions: new Map(conditions.map(([test, values]) => [test, textsOf(values)])),
    text: other.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(' '),
  };
}

/** A missing element means everything: the resource of a trust policy, the principal of an identity-based policy. */
function named(block: Block, name: string, read: (value: Value | undefined) => string[]): Named {
  const not = block[`not_${name}`];
  if (not !== undefined) return { not: true, values: read(not), isPresent: true };
  const values = block[name];
  return values === undefined
    ? { not: false, values: ['*'], isPresent: false }
    : { not: false, values: read(values), isPresent: true };
}

/** Principals with their types: `Service backup.amazonaws.com`. Everyone is `*`, however it is written. */
function principalsOf(value: Value | undefined): string[] {
  if (!isKeyed(value)) return textsOf(value);
  return [...value].flatMap(([type, values]) =>
    textsOf(values).map((who) => (who === '*' && (type === 'AWS' || type === '*') ? '*' : `${type} ${who}`)),
  );
}

function textsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (isBlock(value)) return Object.values(value).map(String);
  return isSet(value) ? value.map(String) : [textOf(value)];
}
