import type { JsonObject } from '../json-object';

/** The inputs of a branch, with its references resolved. */
interface BranchInputs {
  readonly Choices: readonly (JsonObject & { readonly NextStep: string })[];
  readonly Default?: string;
}

/**
 * The step that a branch goes to: that of the first choice that is true, otherwise the default, or undefined.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html
 */
export function choose({ Choices, Default }: BranchInputs): string | undefined {
  return Choices.find(isTrue)?.NextStep ?? Default;
}

function isTrue({ Variable, And, Or, Not, ...comparison }: JsonObject): boolean {
  if (And !== undefined) return (And as JsonObject[]).every(isTrue);
  if (Or !== undefined) return (Or as JsonObject[]).some(isTrue);
  if (Not !== undefined) return !isTrue(Not as JsonObject);
  const [operation = 'nothing', expected] = Object.entries(comparison).find(([key]) => key !== 'NextStep') ?? [];
  return compare(operation, Variable, expected);
}

function compare(operation: string, variable: unknown, expected: unknown): boolean {
  const [text, expectedText] = [String(variable), String(expected)];
  const [number, expectedNumber] = [Number(variable), Number(expected)];
  switch (operation) {
    case 'StringEquals':
      return text === expected;
    case 'EqualsIgnoreCase':
      return text.toLowerCase() === expectedText.toLowerCase();
    case 'StartsWith':
      return text.startsWith(expectedText);
    case 'EndsWith':
      return text.endsWith(expectedText);
    case 'Contains':
      return text.includes(expectedText);
    case 'BooleanEquals':
      return variable === expected;
    case 'NumericEquals':
      return number === expected;
    case 'NumericGreater':
      return number > expectedNumber;
    case 'NumericGreaterOrEquals':
      return number >= expectedNumber;
    case 'NumericLesser':
      return number < expectedNumber;
    case 'NumericLesserOrEquals':
      return number <= expectedNumber;
    default:
      throw new Error(`AWS refuses a branch by ${operation}`);
  }
}
