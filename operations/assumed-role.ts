import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

import { withAwsErrors } from './aws-error';
import { required } from './unreadable-response';

/** Credentials of a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * @throws {AwsError}
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumedRole(sts: STSClient, roleArn: string): Promise<RoleCredentials> {
  const request = { RoleArn: roleArn, RoleSessionName: 'backupctl' };
  return withAwsErrors('sts:AssumeRole', async () => {
    const credentials = required(await sts.send(new AssumeRoleCommand(request)), 'Credentials');
    return {
      accessKeyId: required(credentials, 'AccessKeyId'),
      secretAccessKey: required(credentials, 'SecretAccessKey'),
      sessionToken: required(credentials, 'SessionToken'),
      expiration: required(credentials, 'Expiration'),
    };
  });
}
