import type { Finding } from '../../domain/finding';
import { textsIn } from '../texts';
import type { EnvironmentRule } from './environment-rule';

/** Formats already refuse what is no region or account, where it is written and not where it is inherited. */
const CHECKED_BY_FORMAT = ['region', 'regions', 'accountId'];

/** Terraform would read `${` and `%{` in any value as the start of an expression. */
export const interpolation: EnvironmentRule = (environment) =>
  textsIn(environment, CHECKED_BY_FORMAT)
    .filter(({ text }) => isExpression(text))
    .map(({ path, text }) => refused(text, path));

/** Whether Terraform reads more than text. */
export function isExpression(text: string): boolean {
  return /[$%]\{/.test(text);
}

function refused(found: string, path: string): Finding {
  return {
    rule: 'terraform-expression',
    severity: 'error',
    source: 'backupctl',
    path,
    found,
    message: 'Terraform would read this as an expression, not as text',
    remedy: 'write it without ${ and %{',
  };
}
