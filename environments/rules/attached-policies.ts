import type { Finding } from '../../domain/finding';

/** How many policies IAM lets a role have in an account that has not asked for more. */
const MOST = 10;

/**
 * More policies than a role takes, which shows in the midst of an apply. The quota can be raised, so it is no error.
 * @param own how many there are beside those that the configuration lists
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
      message: `${role} would have ${count} policies, and IAM takes ${MOST} unless its quota is raised`,
      remedy: 'attach fewer, or have the quota "Managed policies per role" of the account raised before',
    },
  ];
}
