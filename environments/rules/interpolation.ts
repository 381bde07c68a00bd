import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';

/** Whatever is no region and no account is refused already, where it is written and not where it is taken over. */
const JUDGED_BY_THEIR_LOOKS = ['region', 'regions', 'accountId'];

/** Terraform would read `${` and `%{` in any value as the beginning of an expression. */
export const interpolation: EnvironmentRule = (environment) => expressions(environment, '');

function expressions(value: unknown, path: string): Finding[] {
  if (typeof value === 'string') return /[$%]\{/.test(value) ? [refused(value, path)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (JUDGED_BY_THEIR_LOOKS.includes(key)) return [];
    const name = (Array.isArray(value) ? nameOf(inner) : undefined) ?? key;
    return [
      ...(/[$%]\{/.test(key) ? [refused(key, path)] : []),
      ...expressions(inner, path === '' ? name : `${path}.${name}`),
    ];
  });
}

function nameOf(value: unknown): string | undefined {
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : undefined;
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
