/**
 * Where a branch goes: the first choice that is true, or the default; undefined where neither is.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html
 */
export function choose({ Choices, Default }: Record<string, any>): string | undefined {
  return Choices.find(isTrue)?.NextStep ?? Default;
}

function isTrue({ NextStep: _, Variable, And, Or, Not, ...comparison }: Record<string, any>): boolean {
  if (And !== undefined) return And.every(isTrue);
  if (Or !== undefined) return Or.some(isTrue);
  if (Not !== undefined) return !isTrue(Not);
  const [[operation, wanted] = []] = Object.entries(comparison);
  return compare(String(operation), Variable, wanted);
}

function compare(operation: string, variable: any, wanted: any): boolean {
  switch (operation) {
    case 'StringEquals':
      return String(variable) === wanted;
    case 'EqualsIgnoreCase':
      return String(variable).toLowerCase() === wanted.toLowerCase();
    case 'StartsWith':
      return String(variable).startsWith(wanted);
    case 'EndsWith':
      return String(variable).endsWith(wanted);
    case 'Contains':
      return String(variable).includes(wanted);
    case 'BooleanEquals':
      return variable === wanted;
    case 'NumericEquals':
      return Number(variable) === wanted;
    case 'NumericGreater':
      return Number(variable) > wanted;
    case 'NumericGreaterOrEquals':
      return Number(variable) >= wanted;
    case 'NumericLesser':
      return Number(variable) < wanted;
    case 'NumericLesserOrEquals':
      return Number(variable) <= wanted;
    default:
      throw new Error(`AWS refuses a branch by ${operation}`);
  }
}
