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

/** Who calls, as `arn:aws:sts::111111111111:assumed-role/apply/run`. */
export async function callerArn(sts: STSClient): Promise<string> {
  const { Arn } = await asking('sts:GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  return Arn ?? 'unknown';
}
