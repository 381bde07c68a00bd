import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';

/** Terraform would read `${` and `%{` in any value as the beginning of an expression. */
export const interpolation: EnvironmentRule = (environment) => expressions(environment, '');

function expressions(value: unknown, path: string): Finding[] {
  if (typeof value === 'string') return /[$%]\{/.test(value) ? [refused(value, path)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = Array.isArray(value) && typeof inner?.name === 'string' ? inner.name : key;
    return [
      ...(/[$%]\{/.test(key) ? [refused(key, path)] : []),
      ...expressions(inner, path === '' ? name : `${path}.${name}`),
    ];
  });
}

function refused(found: string, path: string): Finding {
  return {
    rule: 'terraform-expression',
    severity: 'error',
    source: 'ours',
    path,
    found,
    message: 'Terraform would read this as an expression, not as text',
    remedy: 'write it without ${ and %{',
  };
}
