import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

import { withAwsErrors } from './aws-error';
import { required } from './unreadable-response';

/**
 * The account whose credentials are used. AWS asks for no permission here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function callerAccount(sts: STSClient): Promise<string> {
  return callerIdentity(sts, 'Account');
}

/** Who calls, as `arn:aws:sts::111111111111:assumed-role/apply/run`. */
export function callerArn(sts: STSClient): Promise<string> {
  return callerIdentity(sts, 'Arn');
}

function callerIdentity(sts: STSClient, member: 'Account' | 'Arn'): Promise<string> {
  return withAwsErrors('sts:GetCallerIdentity', async () =>
    required(await sts.send(new GetCallerIdentityCommand({})), member),
  );
}
