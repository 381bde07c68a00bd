import type { Statement } from './statement';

/** What a caller asks AWS for, with the condition keys that AWS fills in. */
export interface Request {
  readonly action: string;
  /** `*` if the action supports no resources. */
  readonly resource: string;
  /** Condition keys with their values. A key that is missing here is missing in the request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The policies that decide about a request. */
export interface Policies {
  readonly identity: readonly Statement[];
  /** @default - none: only the identity decides */
  readonly boundary?: readonly Statement[];
  /** The policy of the resource, which must also allow a request from another account.
   * @default - the resource is in the same account */
  readonly resource?: readonly Statement[];
}

/**
 * Whether IAM allows the request: no statement denies it, and every policy allows it.
 * @throws {Error} for an element that this evaluator does not know, instead of a wrong answer
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function isAllowed({ identity, boundary, resource }: Policies, request: Request): boolean {
  const applying = (statements: readonly Statement[], effect: string) =>
    statements.some((one) => (one.effect ?? 'Allow') === effect && applies(one, request));
  const policies = [identity, boundary, resource].flatMap((statements) => (statements ? [statements] : []));
  return (
    !policies.some((statements) => applying(statements, 'Deny')) &&
    policies.every((statements) => applying(statements, 'Allow'))
  );
}

/** Whether a statement is about a request. */
function applies(statement: Statement, request: Request): boolean {
  const { actions, resources, not_resources: excluded, condition = [] } = statement;
  const at = (arn: string): boolean => matches(arn, request.resource);
  return (
    actions.some((action) => matches(action.toLowerCase(), request.action.toLowerCase())) &&
    (excluded ? !excluded.some(at) : (resources ?? []).some(at)) &&
    condition.every((one) => holds(one, request))
  );
}

type Condition = NonNullable<Statement['condition']>[number];
type Compare = (expected: string, found: string) => boolean;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (expected, found) => expected === found,
  StringLike: matches,
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (expected, found) => expected === found,
};

function holds({ test, variable, values }: Condition, { context = {} }: Request): boolean {
  const [key] = Object.keys(context).filter((one) => one.toLowerCase() === variable.toLowerCase());
  const found = key === undefined ? [] : [context[key] ?? []].flat();
  if (test === 'Null') return values.every((value) => (value === 'true') === (found.length === 0));
  const [, set, operator = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(test) ?? [];
  const compare = OPERATORS[operator];
  if (compare === undefined) throw new Error(`the evaluator does not know the operator ${test}`);
  if (set === undefined && key !== undefined && typeof context[key] !== 'string')
    throw new Error(`${variable} has several values, which ${test} does not compare`);
  const fits = (one: string): boolean => values.some((value) => compare(value, one));
  return set === 'ForAllValues' ? found.every(fits) : found.some(fits);
}

/** `*` and `?` stand for any letters and any letter. */
function matches(pattern: string, text: string): boolean {
  if (/[$&]\{/.test(pattern)) throw new Error(`the evaluator does not know policy variables: ${pattern}`);
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Each of the six parts of an ARN by itself. */
function arnMatches(pattern: string, text: string): boolean {
  const parts = (arn: string): string[] => {
    const [partition = '', vendor = '', service = '', region = '', account = '', ...rest] = arn.split(':');
    return [partition, vendor, service, region, account, rest.join(':')];
  };
  const found = parts(text);
  return parts(pattern).every((part, index) => matches(part, found[index] ?? ''));
}
