import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

import { AwsError, asking } from './aws-error';

/** Credentials of a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration?: Date;
}

/**
 * @throws {AwsError}
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumedRole(sts: STSClient, roleArn: string): Promise<RoleCredentials> {
  const request = { RoleArn: roleArn, RoleSessionName: 'backupctl' };
  const { Credentials } = await asking('sts:AssumeRole', () => sts.send(new AssumeRoleCommand(request)));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
    throw new AwsError(`sts:AssumeRole failed: it gives no credentials of ${roleArn}`);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  };
}
