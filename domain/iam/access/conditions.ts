import { covers } from './pattern';

type Conditions = ReadonlyMap<string, readonly string[]>;

/** Operators that compare patterns with `*` and `?`. */
const PATTERNS = new Set(['stringlike', 'arnlike', 'arnequals']);
/** Operators whose values are alternatives: fewer values match fewer requests. */
const POSITIVE = new Set([
  'stringequals',
  'stringequalsignorecase',
  'bool',
  'numericequals',
  'dateequals',
  'binaryequals',
]);
/** Operators that exclude all their values: fewer values match more requests. */
const NEGATIVE = new Set([
  'stringnotequals',
  'stringnotequalsignorecase',
  'stringnotlike',
  'arnnotequals',
  'arnnotlike',
]);

/**
 * Whether every request that meets `strict` also meets `lax`: each condition of `lax` is in `strict`, with no additional
 * values. False if it cannot be determined.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function implies(strict: Conditions, lax: Conditions): boolean {
  return [...lax].every(([test, values]) =>
    [...strict].some(([other, others]) => stricter(parse(other), others, parse(test), values)),
  );
}

interface Test {
  readonly operator: string;
  /** Such as `ForAllValues:` and `IfExists`: compared literally. */
  readonly frame: string;
  readonly variable: string;
}

/** `ForAnyValue:StringLikeIfExists aws:PrincipalOrgPaths` */
function parse(test: string): Test {
  const [written = '', variable = ''] = test.split(' ', 2);
  const [, set = '', operator = '', ifExists = ''] = /^(\w+:)?(\w+?)(IfExists)?$/i.exec(written) ?? [];
  return {
    operator: operator.toLowerCase(),
    frame: `${set}${ifExists}`.toLowerCase(),
    variable: variable.toLowerCase(),
  };
}

function stricter(a: Test, values: readonly string[], b: Test, lax: readonly string[]): boolean {
  // Without IfExists, a request must also contain the key.
  if (a.variable !== b.variable || (a.frame !== b.frame && `${a.frame}ifexists` !== b.frame)) return false;
  if (PATTERNS.has(b.operator)) {
    const literal = a.operator === 'stringequals' && b.operator === 'stringlike';
    return (a.operator === b.operator || literal) && within(values, lax, covers);
  }
  if (a.operator !== b.operator) return false;
  if (POSITIVE.has(b.operator)) return within(values, lax, (wide, narrow) => wide === narrow);
  if (NEGATIVE.has(b.operator)) return within(lax, values, (wide, narrow) => wide === narrow);
  return same(values, lax);
}

function within(inner: readonly string[], outer: readonly string[], fits: (wide: string, narrow: string) => boolean) {
  return inner.every((value) => outer.some((other) => fits(other, value)));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}
