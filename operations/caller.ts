import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

import { withAwsErrors } from './aws-error';
import { required } from './unreadable-response';

/**
 * The account of the credentials in use. AWS requires no permission for this call.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function callerAccount(sts: STSClient): Promise<string> {
  return callerIdentity(sts, 'Account');
}

/** The caller's ARN, such as `arn:aws:sts::111111111111:assumed-role/apply/run`. */
export function callerArn(sts: STSClient): Promise<string> {
  return callerIdentity(sts, 'Arn');
}

function callerIdentity(sts: STSClient, member: 'Account' | 'Arn'): Promise<string> {
  return withAwsErrors('sts:GetCallerIdentity', async () =>
    required(await sts.send(new GetCallerIdentityCommand({})), member),
  );
}
