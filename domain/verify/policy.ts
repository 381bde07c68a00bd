import { canonicalText } from '../iam/canonical-statement';
import { serializeStatement, statementsIn, statementText } from '../iam/serialize-statement';
import type { Statement } from '../iam/statement';
import { isObject, type JsonObject } from '../json-object';
import { NONE, type Compare, type Comparison } from './comparison';

/**
 * Compares a policy with its expected statements: it must have all of them, and no other one, which might grant access
 * to someone else. The Sid of a statement does not matter.
 * @param found JSON; undefined when there is no policy
 */
export function comparePolicy(
  compare: Compare,
  expected: readonly Statement[],
  found: string | undefined,
): Comparison[] {
  return compareStatements(compare, expected.map(serializeStatement), found);
}

/** The same for statements in IAM's JSON. `kind` distinguishes the policies of one resource. */
export function compareStatements(
  compare: Compare,
  wanted: readonly JsonObject[],
  found: string | undefined,
  kind = 'policy',
): Comparison[] {
  const statements = found === undefined ? [] : statementsIn(found);
  if (statements === undefined) return [compare(kind, 'a policy', 'not JSON')];
  const missing = wanted.filter((one) => !statements.some((other) => canonicalText(other) === canonicalText(one)));
  const additional = statements.filter((one) => !wanted.some((other) => canonicalText(other) === canonicalText(one)));
  const changed = (sid: unknown): JsonObject | undefined => additional.find(({ Sid }) => Sid === sid);
  const known = new Set(missing.map(({ Sid }) => Sid));
  return [
    ...wanted.map((one) => {
      const setting = `${kind} ${nameOf(one)}`;
      if (!missing.includes(one)) return compare(setting, 'as configured', 'as configured');
      const instead = changed(one['Sid']);
      return compare(setting, statementText(one), instead ? statementText(instead) : NONE);
    }),
    ...additional
      .filter(({ Sid }) => !known.has(Sid))
      .map((one) => compare(`${kind} ${nameOf(one)}`, NONE, statementText(one))),
  ];
}

/** The statements of a policy of a template. */
export function statementsOf(policy: unknown): readonly JsonObject[] {
  const statements = isObject(policy) ? policy['Statement'] : undefined;
  return Array.isArray(statements) ? statements.filter(isObject) : [];
}

function nameOf({ Sid }: JsonObject): string {
  return typeof Sid === 'string' ? Sid : 'statement without Sid';
}
