import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { iamArn } from '../modules/core/naming';
import type { MotoClient, Place } from './operation';

/** Options of a client that acts in an account and region, as a service of AWS does, through this address. */
export async function actIn(moto: MotoClient, { account, region }: Place, endpoint: string): Promise<MotoClient> {
  const sts = new STSClient(moto);
  try {
    const role = { RoleArn: iamArn(account, 'role/service'), RoleSessionName: 'service' };
    const { AccessKeyId = '', SecretAccessKey = '' } = (await sts.send(new AssumeRoleCommand(role))).Credentials ?? {};
    return { endpoint, region, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } };
  } finally {
    sts.destroy();
  }
}
