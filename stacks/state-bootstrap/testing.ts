/** A statement of a policy document as Terraform has it. */
export interface Statement {
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
  readonly principals?: unknown;
}

/** Whether one of the statements names an action on an ARN, by its patterns and apart from its conditions. */
export function allowed(statements: readonly Statement[], action: string, arn: string): boolean {
  return statements.some(
    ({ actions, resources }) =>
      actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => fits(pattern, arn)),
  );
}

function fits(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`).test(text);
}
