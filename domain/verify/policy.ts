import { canonicalText } from '../iam/canonical-statement';
import { serializeStatement, statementsIn, statementText } from '../iam/serialize-statement';
import type { Statement } from '../iam/statement';
import type { JsonObject } from '../json-object';
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
  const statements = found === undefined ? [] : statementsIn(found);
  if (statements === undefined) return [compare('policy', 'a policy', 'not JSON')];
  const wanted = expected.map(serializeStatement);
  const missing = wanted.filter((one) => !statements.some((other) => canonicalText(other) === canonicalText(one)));
  const additional = statements.filter((one) => !wanted.some((other) => canonicalText(other) === canonicalText(one)));
  const changed = (sid: string): JsonObject | undefined => additional.find(({ Sid }) => Sid === sid);
  const known = new Set(missing.map(({ Sid }) => Sid));
  return [
    ...wanted.map((one) => {
      const setting = `policy ${one.Sid}`;
      if (!missing.includes(one)) return compare(setting, 'as configured', 'as configured');
      const instead = changed(one.Sid);
      return compare(setting, statementText(one), instead ? statementText(instead) : NONE);
    }),
    ...additional
      .filter(({ Sid }) => !known.has(String(Sid)))
      .map((one) => compare(`policy ${nameOf(one)}`, NONE, statementText(one))),
  ];
}

function nameOf({ Sid }: JsonObject): string {
  return typeof Sid === 'string' ? Sid : 'statement without Sid';
}
