import { covers } from './pattern';

type Conditions = ReadonlyMap<string, readonly string[]>;

/** Operators that compare texts with `*` and `?`. */
const PATTERNS = new Set(['stringlike', 'arnlike', 'arnequals']);
/** Operators whose values are alternatives: fewer values let fewer requests through. */
const POSITIVE = new Set([
  'stringequals',
  'stringequalsignorecase',
  'bool',
  'numericequals',
  'dateequals',
  'binaryequals',
]);
/** Operators whose values are all excluded: fewer values let more requests through. */
const NEGATIVE = new Set([
  'stringnotequals',
  'stringnotequalsignorecase',
  'stringnotlike',
  'arnnotequals',
  'arnnotlike',
]);

/**
 * Whether every request that meets `strict` meets `lax` too: each condition of `lax` stands in `strict`, with no more
 * values. Says no where it cannot be sure.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function implies(strict: Conditions, lax: Conditions): boolean {
  return [...lax].every(([test, values]) =>
    [...strict].some(([other, others]) => stricter(parse(other), others, parse(test), values)),
  );
}

interface Test {
  readonly operator: string;
  /** `ForAllValues:` and the like, and `IfExists`: compared as they stand. */
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
  // Without IfExists a request needs the key besides.
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
