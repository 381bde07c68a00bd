import type { CoverageClients } from '../../operations/coverage/clients';
import type { RoleCredentials } from '../../operations/assumed-role';
import { type ClientScope, clientOptions } from '../aws/clients';

/** Clients of an account by region, with the credentials of the profile or of a role. */
export async function accountClients(
  { profile }: Pick<ClientScope, 'profile'>,
  credentials?: RoleCredentials,
): Promise<(region: string) => CoverageClients> {
  const [backup, dynamodb, ec2, efs, fsx, rds, s3, tagging] = await Promise.all([
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-efs'),
    import('@aws-sdk/client-fsx'),
    import('@aws-sdk/client-rds'),
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/client-resource-groups-tagging-api'),
  ]);
  return (region) => {
    const options = clientOptions({ profile, region, credentials });
    return {
      options,
      backup: new backup.BackupClient(options),
      dynamodb: new dynamodb.DynamoDBClient(options),
      ec2: new ec2.EC2Client(options),
      efs: new efs.EFSClient(options),
      fsx: new fsx.FSxClient(options),
      rds: new rds.RDSClient(options),
      s3: new s3.S3Client({ ...options, forcePathStyle: true }),
      tagging: new tagging.ResourceGroupsTaggingAPIClient(options),
    };
  };
}
