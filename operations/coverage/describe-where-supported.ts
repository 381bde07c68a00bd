import type { FoundResource, Place } from '../../domain/coverage/resource';
import { isDenied, withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import type { CoverageClients } from './clients';
import { arnIn, type Description } from './describe';
import { tagValues } from '../tag-values';

/**
 * Types that not every region has. They are listed only where AWS Backup names them among the settings of the region, and
 * only then are their clients loaded. Most of these calls list no tags: the tagging API does.
 */
export const DESCRIPTIONS_WHERE_SUPPORTED: readonly Description[] = [
  { types: ['CloudFormation'], list: stacks },
  { types: ['DSQL'], list: dsqlClusters },
  { types: ['EKS'], list: eksClusters },
  { types: ['Redshift'], list: redshiftClusters },
  { types: ['Redshift Serverless'], list: namespaces },
  { types: ['Storage Gateway'], list: gatewayVolumes },
  { types: ['Timestream'], list: timestreamTables },
];

/** Why nothing lists every resource of a type: it is found if it has a tag or a backup. */
export const NOT_DESCRIBED: Readonly<Record<string, string>> = {
  'SAP HANA on Amazon EC2': 'no npm package of the client of Systems Manager for SAP was found',
  VirtualMachine: 'the npm package of the client of Backup gateway is of 2024, with outdated dependencies',
};

/** A nested stack is backed up with its parent. `ListStacks` also lists stacks that were deleted in the last 90 days. */
async function stacks({ options }: CoverageClients): Promise<FoundResource[]> {
  const { CloudFormationClient, paginateListStacks } = await import('@aws-sdk/client-cloudformation');
  const pages = paginateListStacks({ client: new CloudFormationClient(options) }, {});
  const found = await withAwsErrors('cloudformation:ListStacks', () => everyPage(pages, 'StackSummaries'));
  return found
    .filter(({ StackStatus, ParentId }) => StackStatus !== 'DELETE_COMPLETE' && ParentId === undefined)
    .map(({ StackId = '', StackName, StackStatus, CreationTime }) => ({
      arn: StackId,
      type: 'CloudFormation',
      name: StackName,
      state: StackStatus,
      createdAt: CreationTime?.toISOString(),
    }));
}

async function dsqlClusters({ options }: CoverageClients): Promise<FoundResource[]> {
  const { DSQLClient, paginateListClusters } = await import('@aws-sdk/client-dsql');
  const pages = paginateListClusters({ client: new DSQLClient(options) }, {});
  const found = await withAwsErrors('dsql:ListClusters', () => everyPage(pages, 'clusters'));
  return found.map(({ arn = '' }) => ({ arn, type: 'DSQL' }));
}

async function eksClusters({ options }: CoverageClients, place: Place): Promise<FoundResource[]> {
  const { EKSClient, paginateListClusters } = await import('@aws-sdk/client-eks');
  const pages = paginateListClusters({ client: new EKSClient(options), pageSize: 100 }, {});
  const names = await withAwsErrors('eks:ListClusters', () => everyPage(pages, 'clusters'));
  return names.map((name) => ({ arn: arnIn(place, 'eks', `cluster/${name}`), type: 'EKS', name }));
}

async function redshiftClusters({ options }: CoverageClients, place: Place): Promise<FoundResource[]> {
  const { RedshiftClient, paginateDescribeClusters } = await import('@aws-sdk/client-redshift');
  const pages = paginateDescribeClusters({ client: new RedshiftClient(options) }, {});
  const found = await withAwsErrors('redshift:DescribeClusters', () => everyPage(pages, 'Clusters'));
  return found.map(({ ClusterIdentifier = '', ClusterStatus, ClusterCreateTime, Tags }) => ({
    arn: arnIn(place, 'redshift', `cluster:${ClusterIdentifier}`),
    type: 'Redshift',
    name: ClusterIdentifier,
    state: ClusterStatus,
    tags: tagValues(Tags),
    createdAt: ClusterCreateTime?.toISOString(),
  }));
}

async function namespaces({ options }: CoverageClients): Promise<FoundResource[]> {
  const { RedshiftServerlessClient, paginateListNamespaces } = await import('@aws-sdk/client-redshift-serverless');
  const pages = paginateListNamespaces({ client: new RedshiftServerlessClient(options), pageSize: 100 }, {});
  const found = await withAwsErrors('redshift-serverless:ListNamespaces', () => everyPage(pages, 'namespaces'));
  return found.map(({ namespaceArn = '', namespaceName, status, creationDate }) => ({
    arn: namespaceArn,
    type: 'Redshift Serverless',
    name: namespaceName,
    state: status,
    createdAt: creationDate?.toISOString(),
  }));
}

/** Those of every gateway. AWS Backup backs up volumes, not gateways. */
async function gatewayVolumes({ options }: CoverageClients): Promise<FoundResource[]> {
  const { StorageGatewayClient, paginateListVolumes } = await import('@aws-sdk/client-storage-gateway');
  const pages = paginateListVolumes({ client: new StorageGatewayClient(options), pageSize: 100 }, {});
  const found = await withAwsErrors('storagegateway:ListVolumes', () => everyPage(pages, 'VolumeInfos'));
  return found.map(({ VolumeARN = '', VolumeId }) => ({ arn: VolumeARN, type: 'Storage Gateway', name: VolumeId }));
}

/** Those of every database: AWS Backup backs up tables. */
async function timestreamTables({ options }: CoverageClients): Promise<FoundResource[]> {
  const { TimestreamWriteClient, paginateListTables } = await import('@aws-sdk/client-timestream-write');
  const pages = paginateListTables({ client: new TimestreamWriteClient(options), pageSize: 20 }, {});
  const found = await everyPage(pages, 'Tables').catch(noTimestreamOrError);
  return found.map(({ Arn = '', TableName, TableStatus, CreationTime }) => ({
    arn: Arn,
    type: 'Timestream',
    name: TableName,
    state: TableStatus,
    createdAt: CreationTime?.toISOString(),
  }));
}

/**
 * An account that has never used Timestream is denied it, and has no tables. The SDK first asks for the endpoint: the error
 * of that call is the `reason` of its own.
 * @see https://docs.aws.amazon.com/timestream/latest/developerguide/AmazonTimestreamForLiveAnalytics-availability-change.html
 */
function noTimestreamOrError(error: Error & { readonly reason?: Error }): Promise<never[]> {
  const { reason } = error;
  const failed = reason ?? error;
  if (isDenied(failed) && CLOSED_TO_NEW_CUSTOMERS.test(failed.message)) return Promise.resolve([]);
  const action = reason === undefined ? 'timestream:ListTables' : 'timestream:DescribeEndpoints';
  return withAwsErrors(action, () => {
    throw failed;
  });
}

const CLOSED_TO_NEW_CUSTOMERS = /^Only existing Timestream for LiveAnalytics customers/;
