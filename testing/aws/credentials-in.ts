import { STS } from '@aws-sdk/client-sts';

import type { Credentials } from '../../local-aws/seed/account';

/** Credentials of a role of this account, by default an administrator, for a moto whose accounts are those of the roles. */
export async function credentialsIn(
  accountId: string,
  endpoint: string,
  name = 'admin',
): Promise<Required<Credentials>> {
  const sts = new STS({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const role = { RoleArn: `arn:aws:iam::${accountId}:role/${name}`, RoleSessionName: 'run-1' };
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await sts.assumeRole(role)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
