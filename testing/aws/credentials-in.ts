import { STS } from '@aws-sdk/client-sts';

import type { Credentials } from '../../local-aws/seed/account';

/** Credentials of a role of this account, for a moto whose accounts are those of the roles. */
export async function credentialsIn(accountId: string, endpoint: string): Promise<Required<Credentials>> {
  const sts = new STS({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const role = { RoleArn: `arn:aws:iam::${accountId}:role/admin`, RoleSessionName: 'run-1' };
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await sts.assumeRole(role)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
