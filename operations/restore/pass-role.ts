import {
  type EvaluationResult,
  GetInstanceProfileCommand,
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';

import type { Finding } from '../../domain/finding';
import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';

/** A restore with an instance profile, and the role that passes it. */
export interface PassedProfile {
  /** The role that AWS Backup assumes. */
  readonly roleArn: string;
  readonly instanceProfile: string;
  /** Where an environment lists the instance roles that may be passed, for messages. */
  readonly listedIn: string;
}

const WITHOUT = 'restore without a profile: --instance-profile none';

/** Why a restored instance cannot get its instance profile (R4). It only reads. */
export async function passRoleFindings(iam: IAMClient, passed: PassedProfile): Promise<Finding[]> {
  const { roleArn, instanceProfile: found, listedIn } = passed;
  const wrong = { severity: 'error', source: 'aws', path: 'IamInstanceProfileName', found } as const;
  const instanceRoles = await rolesOf(iam, found);
  if (instanceRoles === undefined) {
    const message = `instance profile ${found} does not exist`;
    return [{ ...wrong, rule: 'instance-profile-gone', message, remedy: `recreate it, or ${WITHOUT}` }];
  }
  const findings: Finding[] = [];
  for (const instanceRole of instanceRoles) {
    const result = await simulatePassRole(iam, { roleArn, instanceRole });
    if (result === undefined) {
      const message = `role ${roleArn} does not exist`;
      const remedy = 'deploy the iam stack of the environment, or specify another role with --role-arn';
      return [{ ...wrong, rule: 'restore-role-gone', path: '--role-arn', found: roleArn, message, remedy }];
    }
    if (result.EvalDecision === 'allowed') continue;
    const byPolicy = result.OrganizationsDecisionDetail?.AllowedByOrganizations === false;
    const reason = byPolicy ? 'a service control policy denies it' : String(result.EvalDecision);
    findings.push({
      ...wrong,
      rule: 'pass-role-denied',
      message: `${roleArn} is not allowed to pass ${instanceRole} to EC2 (iam:PassRole: ${reason}), so the restore would fail`,
      remedy: `list ${instanceRole} in ${listedIn}, run bootstrap again if it creates the permissions boundary, and deploy the iam stack, or ${WITHOUT}`,
    });
  }
  return findings;
}

/** The ARNs of a profile's roles, currently at most one; undefined when the profile does not exist. */
function rolesOf(iam: IAMClient, profile: string): Promise<string[] | undefined> {
  return withAwsErrors('iam:GetInstanceProfile', async () => {
    const command = new GetInstanceProfileCommand({ InstanceProfileName: profile });
    const answer = await orMissing(iam.send(command));
    return answer && required(required(answer, 'InstanceProfile'), 'Roles').map((role) => required(role, 'Arn'));
  });
}

/**
 * Undefined when the role does not exist.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
function simulatePassRole(
  iam: IAMClient,
  { roleArn, instanceRole }: { readonly roleArn: string; readonly instanceRole: string },
): Promise<EvaluationResult | undefined> {
  return withAwsErrors('iam:SimulatePrincipalPolicy', async () => {
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: ['iam:PassRole'],
      ResourceArns: [instanceRole],
      ContextEntries: [
        {
          ContextKeyName: 'iam:PassedToService',
          ContextKeyType: 'string',
          ContextKeyValues: ['ec2.amazonaws.com'],
        },
      ],
    });
    const answer = await orMissing(iam.send(command));
    return (
      answer &&
      (required(answer, 'EvaluationResults')[0] ?? { EvalActionName: 'iam:PassRole', EvalDecision: 'implicitDeny' })
    );
  });
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && ['NoSuchEntity', 'NoSuchEntityException'].includes(error.name)) return undefined;
    throw error;
  }
}
