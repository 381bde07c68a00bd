/** What a caller asks for, with the condition keys that AWS fills in. */
export interface AccessRequest {
  /** The 12 digits of the caller's account, or a service such as `events.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

type OneOrMore<T> = T | readonly T[];

/** A statement as IAM has it. */
interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, OneOrMore<string>>>;
  readonly Action: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string>>>>>;
}

/**
 * Whether policies allow a request: one statement allows it, and none denies it.
 * @param policies JSON
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function allows(policies: readonly string[], request: AccessRequest): boolean {
  const applying = policies
    .flatMap((policy) => listOf((JSON.parse(policy) as { readonly Statement: OneOrMore<Statement> }).Statement))
    .filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}

function applies(statement: Statement, { principal, action, resource, context }: AccessRequest): boolean {
  const { Principal, Action, Resource = resource, Condition = {} } = statement;
  return (
    (Principal === undefined || principals(Principal).some((one) => matches(one, principal))) &&
    listOf(Action).some((one) => matches(one, action)) &&
    listOf(Resource).some((one) => matches(one, resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, listOf(values), context[key])),
    )
  );
}

function principals(principal: NonNullable<Statement['Principal']>): string[] {
  const named =
    typeof principal === 'string' ? [principal] : Object.values(principal).flatMap((one) => [...listOf(one)]);
  return named.map((one) => /^arn:aws:iam::(\d{12}):root$/.exec(one)?.[1] ?? one);
}

function holds(operator: string, values: readonly string[], found: string | undefined): boolean {
  if (found === undefined) return false;
  if (/^(?:String|Arn)(?:Equals|Like)$/.test(operator)) return values.some((value) => matches(value, found));
  throw new Error(`the local AWS does not know the operator ${operator}`);
}

/** `*` stands for any text. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}

function listOf<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
