import type { EffectiveError, EffectivePolicy } from '../../domain/policy/effective-policy';

/** Whether AWS publishes a policy. */
export function publishedText({ published }: Pick<EffectivePolicy, 'published'>): string {
  return published
    ? 'AWS publishes this policy.'
    : 'AWS withholds this policy: the account keeps its last valid one, or none.';
}

/** The errors under a heading; empty without errors. */
export function errorsText(errors: readonly EffectiveError[]): string[] {
  if (errors.length === 0) return [];
  return [errors.length === 1 ? '1 error' : `${errors.length} errors`, ...errors.map(errorText)];
}

/** One error: where, what, whose rule, and the policies that caused it. */
export function errorText({ code, source, path, message, contributingPolicies }: EffectiveError): string {
  const policies = contributingPolicies.length === 0 ? [] : [`    → look at ${contributingPolicies.join(', ')}`];
  return [`  ${path}`, `    ${message} (${code}, ${source})`, ...policies].join('\n');
}
