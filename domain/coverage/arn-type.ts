import { RESOURCE_TYPES } from '../backup/resource-types';

interface ArnType {
  readonly type: string;
  /** The service and the beginning of the resource in its ARNs. */
  readonly service: string;
  readonly resource: RegExp;
  /** As the Resource Groups Tagging API filters it. */
  readonly filter: string;
  /** As AWS Config names it. */
  readonly config?: string;
}

/**
 * The resources that contain data, by their ARNs. The ARN of a cluster does not show whether it is of Aurora, DocumentDB or
 * Neptune: a description or AWS Backup shows it.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
const ARN_TYPES: readonly ArnType[] = [
  { type: 'EC2', service: 'ec2', resource: /^instance\//, filter: 'ec2:instance', config: 'AWS::EC2::Instance' },
  { type: 'EBS', service: 'ec2', resource: /^volume\//, filter: 'ec2:volume', config: 'AWS::EC2::Volume' },
  { type: 'RDS', service: 'rds', resource: /^db:/, filter: 'rds:db', config: 'AWS::RDS::DBInstance' },
  { type: 'Aurora', service: 'rds', resource: /^cluster:/, filter: 'rds:cluster', config: 'AWS::RDS::DBCluster' },
  {
    type: 'DynamoDB',
    service: 'dynamodb',
    resource: /^table\/[^/]+$/,
    filter: 'dynamodb:table',
    config: 'AWS::DynamoDB::Table',
  },
  {
    type: 'EFS',
    service: 'elasticfilesystem',
    resource: /^file-system\//,
    filter: 'elasticfilesystem:file-system',
    config: 'AWS::EFS::FileSystem',
  },
  { type: 'FSx', service: 'fsx', resource: /^(?:file-system|volume)\//, filter: 'fsx', config: 'AWS::FSx::FileSystem' },
  { type: 'S3', service: 's3', resource: /^[^/]+$/, filter: 's3', config: 'AWS::S3::Bucket' },
  { type: 'CloudFormation', service: 'cloudformation', resource: /^stack\//, filter: 'cloudformation:stack' },
  { type: 'DSQL', service: 'dsql', resource: /^cluster\//, filter: 'dsql:cluster' },
  { type: 'EKS', service: 'eks', resource: /^cluster\//, filter: 'eks:cluster', config: 'AWS::EKS::Cluster' },
  {
    type: 'Redshift',
    service: 'redshift',
    resource: /^cluster:/,
    filter: 'redshift:cluster',
    config: 'AWS::Redshift::Cluster',
  },
  {
    type: 'Redshift Serverless',
    service: 'redshift-serverless',
    resource: /^namespace\//,
    filter: 'redshift-serverless:namespace',
  },
  { type: 'SAP HANA on Amazon EC2', service: 'ssm-sap', resource: /^HANA\//, filter: 'ssm-sap:HANA' },
  {
    type: 'Storage Gateway',
    service: 'storagegateway',
    resource: /^gateway\/[^/]+\/volume\//,
    filter: 'storagegateway:gateway',
  },
  { type: 'Timestream', service: 'timestream', resource: /^database\/[^/]+\/table\//, filter: 'timestream:database' },
  { type: 'VirtualMachine', service: 'backup-gateway', resource: /^vm\//, filter: 'backup-gateway:vm' },
  { type: 'ElastiCache', service: 'elasticache', resource: /^(?:cluster|replicationgroup):/, filter: 'elasticache' },
  { type: 'MemoryDB', service: 'memorydb', resource: /^cluster\//, filter: 'memorydb:cluster' },
  { type: 'OpenSearch', service: 'es', resource: /^domain\//, filter: 'es:domain', config: 'AWS::OpenSearch::Domain' },
  { type: 'Lightsail', service: 'lightsail', resource: /^(?:Instance|Disk|RelationalDatabase)\//, filter: 'lightsail' },
  { type: 'Keyspaces', service: 'cassandra', resource: /^\/keyspace\/[^/]+\/table\//, filter: 'cassandra' },
];

/** The filters with which the tagging API lists every tagged resource that contains data. */
export const TAGGING_FILTERS: readonly string[] = ARN_TYPES.map(({ filter }) => filter);

/** The types that AWS Config records, by its names. */
export const CONFIG_TYPES: ReadonlyMap<string, string> = new Map(
  ARN_TYPES.flatMap(({ type, config }) => (config === undefined ? [] : [[config, type]])),
);

const SUPPORTED: ReadonlyMap<string, (typeof RESOURCE_TYPES)[number]> = new Map(
  RESOURCE_TYPES.map((type) => [type.name, type]),
);

/** The type of resources that AWS Backup supports; undefined for others. */
export function supportedType(name: string): (typeof RESOURCE_TYPES)[number] | undefined {
  return SUPPORTED.get(name);
}

/** The type of a resource; undefined if it contains no data, or is a part of another resource, such as a snapshot. */
export function typeOfArn(arn: string): string | undefined {
  const [, , service, , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  return ARN_TYPES.find((one) => one.service === service && one.resource.test(resource))?.type;
}
