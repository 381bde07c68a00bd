import type { Finding } from '../../domain/finding';
import { textsIn } from '../texts';

const EXPRESSION = 'terraform-expression';

/**
 * Terraform would read `${` and `%{` in any value or key as the start of an expression.
 * @param written the contents of a file
 */
export function expressions(written: unknown): Finding[] {
  return textsIn(written)
    .filter(({ text }) => isExpression(text))
    .map(({ path, text }) => refused(text, path));
}

/** Whether a finding is about a text that {@link expressions} reports. */
export function concernsExpression({ rule, found }: Finding): boolean {
  return rule !== EXPRESSION && typeof found === 'string' && isExpression(found);
}

function isExpression(text: string): boolean {
  return /[$%]\{/.test(text);
}

function refused(found: string, path: string): Finding {
  return {
    rule: EXPRESSION,
    severity: 'error',
    source: 'backupctl',
    path,
    found,
    message: 'Terraform would read this as an expression, not as text',
    remedy: 'write it without ${ and %{',
  };
}
