import { isObject, type JsonObject } from '../json-object';
import type { Statement } from './statement';

/** The statements in a policy's JSON; undefined if it is not a policy. */
export function statementsIn(policy: string): JsonObject[] | undefined {
  try {
    const { Statement: statements } = JSON.parse(policy) as { readonly Statement?: unknown };
    return [statements].flat().filter(isObject);
  } catch {
    return undefined;
  }
}

/** A statement of a policy document as IAM's JSON. */
export function serializeStatement({
  sid,
  effect = 'Allow',
  actions,
  resources,
  principals,
  condition = [],
}: Statement) {
  const Principal: Record<string, string[]> = {};
  // For AWS, * alone means everyone, as does { "AWS": "*" }.
  for (const { type, identifiers } of principals) Principal[type === '*' ? 'AWS' : type] = identifiers;
  const Condition: Record<string, Record<string, string[]>> = {};
  for (const one of condition) Condition[one.test] = { ...Condition[one.test], [one.variable]: one.values };
  return { Sid: sid, Effect: effect, Principal, Action: actions, Resource: resources, Condition };
}

/** A statement as text for people. */
export function statementText(statement: JsonObject): string {
  const { Sid: _sid, Condition = {}, ...rest } = statement;
  const conditions = Object.keys(Condition as object).length === 0 ? {} : { Condition };
  return JSON.stringify({ ...rest, ...conditions }, (_, value: unknown) => onlyOne(value));
}

function onlyOne(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [one] = value as unknown[];
  return one;
}
