import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

import { AwsError, asking } from './aws-error';

/**
 * The account whose credentials are used. AWS asks for no permission here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerAccount(sts: STSClient): Promise<string> {
  const { Account } = await asking('sts:GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  if (Account === undefined) throw new AwsError('sts:GetCallerIdentity failed: it names no account');
  return Account;
}
