import type { BackupClient } from '@aws-sdk/client-backup';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { EFSClient } from '@aws-sdk/client-efs';
import type { FSxClient } from '@aws-sdk/client-fsx';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';

/** Clients that read the backups of one account and region. */
export interface BackupClients {
  readonly backup: BackupClient;
  readonly ec2: EC2Client;
}

/** Clients of one account and region. */
export interface CoverageClients extends BackupClients {
  /** Of clients that only few accounts need. */
  readonly options: Pick<
    S3ClientConfig,
    'region' | 'credentials' | 'profile' | 'requestHandler' | 'retryMode' | 'maxAttempts'
  >;
  readonly dynamodb: DynamoDBClient;
  readonly efs: EFSClient;
  readonly fsx: FSxClient;
  readonly rds: RDSClient;
  readonly s3: S3Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}
