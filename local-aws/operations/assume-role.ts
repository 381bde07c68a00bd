import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import { actIn } from '../act-in';
import { allows } from '../events/policy';
import { rolePolicies } from '../events/role-policies';
import { Fault, FORWARD, type MotoClient, type Operation } from '../operation';

/** These must exist and trust the caller. Administrators create other roles in other ways: moto accepts all of them. */
const CHECKED: ReadonlySet<string> = new Set([MEMBER_PLAN_ROLE, MEMBER_APPLY_ROLE]);

export const ASSUME_ROLE: readonly Operation<object>[] = [
  {
    action: 'sts:AssumeRole',
    page: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    answer: async ({ input: { RoleArn }, account, region, moto }) => {
      const arn = String(RoleArn);
      const [, owner = '', name = ''] = /::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
      if (!CHECKED.has(name)) return FORWARD;
      const caller = await callerOf(moto);
      const there = await actIn(moto, { account: owner, region }, moto.endpoint);
      const { trust } = await rolePolicies(arn, there).catch(() => ({ trust: '{"Statement":[]}' }));
      const context = { 'aws:PrincipalArn': caller };
      const request = { principal: account, action: 'sts:AssumeRole', resource: arn, context };
      if (allows([trust], request)) return FORWARD;
      throw new Fault(
        'AccessDenied',
        `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
        403,
      );
    },
  },
];

/** The ARN of the user or the role, without the session. */
async function callerOf(moto: MotoClient): Promise<string> {
  const sts = new STSClient(moto);
  try {
    const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Arn.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*$/, ':iam:$1:role/$2');
  } finally {
    sts.destroy();
  }
}
