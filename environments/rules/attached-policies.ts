import type { Finding } from '../../domain/finding';

/** The default quota of policies per role. */
const MOST = 10;

/**
 * More policies than a role can have, which would fail in the middle of an apply. The quota can be raised, so this is a warning.
 * @param own how many policies the stack adds to those that the configuration lists
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function tooManyPolicies(own: number, role: string, listed: readonly string[], path: string): Finding[] {
  const count = own + new Set(listed).size;
  if (count <= MOST) return [];
  return [
    {
      rule: 'policies-of-a-role',
      severity: 'warning',
      source: 'aws',
      path,
      message: `${role} would have ${count} policies, and IAM accepts ${MOST} unless its quota is raised`,
      remedy: 'attach fewer, or first raise the quota "Managed policies per role" of the account',
    },
  ];
}
