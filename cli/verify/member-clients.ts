import { assumedRole } from '../../operations/assumed-role';
import type { MemberClients } from '../../operations/verify/verify-member';
import { type ClientScope, clientOptions } from '../aws/clients';

/**
 * Clients that act in a member account.
 * @throws {AwsError} when the role cannot be assumed
 */
export async function memberClients(home: ClientScope, roleArn: string): Promise<MemberClients> {
  const [{ STSClient }, { BackupClient }, { IAMClient }, { KMSClient }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-iam'),
    import('@aws-sdk/client-kms'),
  ]);
  const credentials = await assumedRole(new STSClient(clientOptions(home)), roleArn);
  const inAccount = (region: string) => clientOptions({ ...home, region, credentials });
  return {
    backup: (region) => new BackupClient(inAccount(region)),
    kms: (region) => new KMSClient(inAccount(region)),
    iam: new IAMClient(inAccount(home.region)),
  };
}
