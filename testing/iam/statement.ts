/** A statement of a policy document as Terraform has it. */
export interface Statement {
  readonly sid?: string;
  /** @default Allow */
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly not_resources?: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
}

/** A policy as IAM has it: lists of one are texts, and conditions are grouped by operator. */
export function policyJson(statements: readonly Statement[]): string {
  const alone = (list: readonly string[] | undefined) => (list?.length === 1 ? list[0] : list);
  const Statement = statements.map(({ sid, effect = 'Allow', actions, resources, not_resources, condition }) => {
    const Condition: Record<string, Record<string, unknown>> = {};
    for (const { test, variable, values } of condition ?? [])
      Condition[test] = { ...Condition[test], [variable]: alone(values) };
    return {
      Sid: sid,
      Effect: effect,
      Action: alone(actions),
      Resource: alone(resources),
      NotResource: alone(not_resources),
      Condition: condition && Condition,
    };
  });
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
