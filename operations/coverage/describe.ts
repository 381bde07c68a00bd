import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { paginateDescribeFileSystems } from '@aws-sdk/client-efs';
import {
  paginateDescribeFileSystems as paginateDescribeFsxFileSystems,
  paginateDescribeVolumes as paginateDescribeFsxVolumes,
} from '@aws-sdk/client-fsx';
import { type DBCluster, paginateDescribeDBClusters, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { paginateListBuckets } from '@aws-sdk/client-s3';

import { partitionOfRegion } from '../../domain/backup/partitions';
import type { FoundResource, Place } from '../../domain/coverage/resource';
import { withAwsErrors } from '../aws-error';
import { type Instance, instancesIn } from '../inventory/instances';
import { everyPage } from '../pages';
import type { CoverageClients } from './clients';
import { tagValues } from '../tag-values';

/** Lists every resource of some types, with or without tags: a resource of these types that it does not list does not exist. */
export interface Description {
  readonly types: readonly string[];
  readonly list: (clients: CoverageClients, place: Place) => Promise<FoundResource[]>;
}

/** A resource type that only a call of its service lists completely. A new one is a line here and its permission. */
export const DESCRIPTIONS: readonly Description[] = [
  { types: ['EC2'], list: instances },
  { types: ['EBS'], list: volumes },
  { types: ['RDS', 'Aurora', 'DocumentDB', 'Neptune'], list: databases },
  { types: ['DynamoDB'], list: tables },
  { types: ['EFS'], list: fileSystems },
  { types: ['FSx'], list: fsx },
  { types: ['S3'], list: buckets },
];

/** Also stopped ones. */
async function instances({ ec2 }: CoverageClients, place: Place): Promise<FoundResource[]> {
  const found = await instancesIn(ec2, { accountId: place.account, region: place.region });
  return found.map((instance) => instanceResource(instance, place));
}

/** An instance as a resource. */
export function instanceResource({ id, name, state, tags, createdAt }: Instance, place: Place): FoundResource {
  return { arn: arnIn(place, 'ec2', `instance/${id}`), type: 'EC2', name, state, tags, createdAt };
}

async function volumes({ ec2 }: CoverageClients, place: Place): Promise<FoundResource[]> {
  const pages = paginateDescribeVolumes({ client: ec2, pageSize: 500 }, {});
  const found = await withAwsErrors('ec2:DescribeVolumes', () => everyPage(pages, 'Volumes'));
  return found.map(({ VolumeId = '', State, CreateTime, Tags, Attachments: [attachment] = [] }) => ({
    arn: arnIn(place, 'ec2', `volume/${VolumeId}`),
    type: 'EBS',
    state: State,
    tags: tagValues(Tags),
    createdAt: CreateTime?.toISOString(),
    ...(attachment ? { attachedTo: arnIn(place, 'ec2', `instance/${attachment.InstanceId}`) } : {}),
  }));
}

/** The instances of a cluster are backed up with it. */
async function databases({ rds }: CoverageClients): Promise<FoundResource[]> {
  const instancePages = paginateDescribeDBInstances({ client: rds }, {});
  const single = await withAwsErrors('rds:DescribeDBInstances', () => everyPage(instancePages, 'DBInstances'));
  const clusterPages = paginateDescribeDBClusters({ client: rds }, {});
  const clusters = await withAwsErrors('rds:DescribeDBClusters', () => everyPage(clusterPages, 'DBClusters'));
  return [
    ...single
      .filter(({ DBClusterIdentifier = '' }) => DBClusterIdentifier === '')
      .map(({ DBInstanceArn = '', DBInstanceIdentifier, DBInstanceStatus, InstanceCreateTime, TagList }) => ({
        arn: DBInstanceArn,
        type: 'RDS',
        name: DBInstanceIdentifier,
        state: DBInstanceStatus,
        tags: tagValues(TagList),
        createdAt: InstanceCreateTime?.toISOString(),
      })),
    ...clusters.map(({ DBClusterArn = '', DBClusterIdentifier, Status, ClusterCreateTime, TagList, ...cluster }) => ({
      arn: DBClusterArn,
      type: clusterType(cluster),
      name: DBClusterIdentifier,
      state: Status,
      tags: tagValues(TagList),
      createdAt: ClusterCreateTime?.toISOString(),
    })),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
function clusterType({ Engine = '' }: Pick<DBCluster, 'Engine'>): string {
  if (Engine.startsWith('aurora')) return 'Aurora';
  // All others are Multi-AZ clusters.
  return { docdb: 'DocumentDB', neptune: 'Neptune' }[Engine] ?? 'RDS';
}

/** It does not list tags. */
async function tables({ dynamodb }: CoverageClients, place: Place): Promise<FoundResource[]> {
  const pages = paginateListTables({ client: dynamodb }, {});
  const names = await withAwsErrors('dynamodb:ListTables', () => everyPage(pages, 'TableNames'));
  return names.map((name) => ({ arn: arnIn(place, 'dynamodb', `table/${name}`), type: 'DynamoDB', name }));
}

async function fileSystems({ efs }: CoverageClients): Promise<FoundResource[]> {
  const pages = paginateDescribeFileSystems({ client: efs }, {});
  const found = await withAwsErrors('elasticfilesystem:DescribeFileSystems', () => everyPage(pages, 'FileSystems'));
  return found.map(({ FileSystemArn = '', Name, LifeCycleState, CreationTime, Tags }) => ({
    arn: FileSystemArn,
    type: 'EFS',
    name: Name,
    state: LifeCycleState,
    tags: tagValues(Tags),
    createdAt: CreationTime?.toISOString(),
  }));
}

/** Of ONTAP, AWS Backup backs up volumes. @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html */
async function fsx({ fsx: client }: CoverageClients): Promise<FoundResource[]> {
  const systemPages = paginateDescribeFsxFileSystems({ client }, {});
  const systems = await withAwsErrors('fsx:DescribeFileSystems', () => everyPage(systemPages, 'FileSystems'));
  const others = systems.filter(({ FileSystemType }) => FileSystemType !== 'ONTAP');
  const isOntap = others.length < systems.length;
  const volumePages = paginateDescribeFsxVolumes({ client }, {});
  const found = isOntap ? await withAwsErrors('fsx:DescribeVolumes', () => everyPage(volumePages, 'Volumes')) : [];
  const ontap = found.filter(
    ({ VolumeType, OntapConfiguration }) =>
      VolumeType === 'ONTAP' && OntapConfiguration?.StorageVirtualMachineRoot !== true,
  );
  return [
    ...others.map(({ ResourceARN = '', Lifecycle, CreationTime, Tags }) => ({
      arn: ResourceARN,
      type: 'FSx',
      state: Lifecycle,
      tags: tagValues(Tags),
      createdAt: CreationTime?.toISOString(),
    })),
    ...ontap.map(({ ResourceARN = '', Name, Lifecycle, CreationTime, Tags }) => ({
      arn: ResourceARN,
      type: 'FSx',
      name: Name,
      state: Lifecycle,
      tags: tagValues(Tags),
      createdAt: CreationTime?.toISOString(),
    })),
  ];
}

/** Every region lists the buckets of all regions. It does not list tags. */
async function buckets({ s3 }: CoverageClients, { region }: Place): Promise<FoundResource[]> {
  const pages = paginateListBuckets({ client: s3, pageSize: 1000 }, { BucketRegion: region });
  const found = await withAwsErrors('s3:ListAllMyBuckets', () => everyPage(pages, 'Buckets'));
  return found
    .filter(({ BucketRegion = region }) => BucketRegion === region)
    .map(({ Name = '', CreationDate }) => ({
      arn: `arn:${partitionOfRegion(region)}:s3:::${Name}`,
      type: 'S3',
      name: Name,
      createdAt: CreationDate?.toISOString(),
    }));
}

/** The ARN of a resource in a region. */
export function arnIn({ account, region }: Place, service: string, resource: string): string {
  return `arn:${partitionOfRegion(region)}:${service}:${region}:${account}:${resource}`;
}
