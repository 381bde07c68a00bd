import { idsTaken } from '../../domain/construct-id';
import { type Finding, refusal } from '../../domain/finding';
import { POLICY_ARN } from './formats';

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

/** Policies that a role of an account cannot have: a policy of another account, and two that become one Terraform address. */
export function policiesNotAttachable(listed: readonly string[], accountId: string, path: string): Finding[] {
  const unique = [...new Set(listed)];
  return [
    ...unique.flatMap((arn) => policyElsewhere(arn, accountId, path)),
    ...idsTaken(unique, (arn) => [arn]).map(({ value, other }) =>
      refusal({
        rule: 'names-collide',
        path,
        found: value,
        message: `${value} and ${other} become the same Terraform address`,
        remedy: 'rename one of the policies, or move it to another path',
      }),
    ),
  ];
}

/** A policy, or a permissions boundary, of another account. AWS managed policies are in every account. */
export function policyElsewhere(arn: string | undefined, accountId: string, path: string): Finding[] {
  if (arn === undefined || !POLICY_ARN.pattern.test(arn)) return [];
  if (arn.includes('::aws:') || arn.includes(`::${accountId}:`)) return [];
  return [
    {
      rule: 'policy-of-another-account',
      severity: 'error',
      source: 'aws',
      path,
      found: arn,
      message: `the policy is outside account ${accountId}: a role can only have policies of its own account or of AWS`,
      remedy: `name a policy of account ${accountId}, or an AWS managed policy`,
    },
  ];
}
