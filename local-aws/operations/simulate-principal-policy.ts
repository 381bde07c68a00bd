import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';

import { Fault, type Operation } from '../operation';

export interface PassRoleState {
  /** ARNs of roles that the roles of AWS Backup cannot pass to EC2. */
  readonly deniedPassRoles: string[];
}

export function emptyPassRole(): PassRoleState {
  return { deniedPassRoles: [] };
}

export const PASS_ROLE: readonly Operation<PassRoleState>[] = [
  {
    action: 'iam:SimulatePrincipalPolicy',
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html',
    answer: async ({ input, state, moto }) => {
      const source = String(input['PolicySourceArn']);
      const iam = new IAMClient(moto);
      const RoleName = source.split('/').at(-1);
      await iam.send(new GetRoleCommand({ RoleName })).catch(() => {
        throw new Fault('NoSuchEntity', `The entity with ARN ${source} cannot be found.`, 404);
      });
      iam.destroy();
      const role = input['ResourceArns.member.1'];
      // This project's policies allow passing roles only to EC2.
      const isToEc2 =
        input['ContextEntries.member.1.ContextKeyName'] === 'iam:PassedToService' &&
        input['ContextEntries.member.1.ContextKeyValues.member.1'] === 'ec2.amazonaws.com';
      const isAllowed = isToEc2 && !state.deniedPassRoles.includes(role);
      return {
        EvaluationResults: [
          {
            EvalActionName: input['ActionNames.member.1'],
            EvalResourceName: role,
            EvalDecision: isAllowed ? 'allowed' : 'implicitDeny',
          },
        ],
        IsTruncated: false,
      };
    },
  },
];
