import { AWS_LIMITS } from '../aws-limits/generated';
import type { Finding } from '../finding';
import { nearest } from '../nearest';

const TYPES: readonly string[] = AWS_LIMITS.organizations.PolicyType.enum;

/** A policy type that AWS Organizations does not have. */
export function policyTypeUnknown(type: string, path: string): Finding[] {
  if (TYPES.includes(type)) return [];
  return [
    {
      rule: 'policy-type-unknown',
      severity: 'error',
      source: 'aws',
      path,
      found: type,
      message: `"${type}" is not a policy type`,
      remedy: `write ${nearest(type, TYPES) ?? `one or more of ${TYPES.join(', ')}`}`,
    },
  ];
}
