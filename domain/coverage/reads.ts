import type { PolicyStatement } from '../iam/statement';

/** What `backupctl coverage` reads in an account: lists, never contents. It must find whatever exists, so that no resource can be named. */
export const COVERAGE_READS: PolicyStatement = {
  sid: 'ListResources',
  actions: [
    'backup:DescribeRegionSettings',
    'backup:ListProtectedResources',
    'cloudformation:ListStacks',
    'dsql:ListClusters',
    'dynamodb:ListTables',
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeVolumes',
    'eks:ListClusters',
    'elasticfilesystem:DescribeFileSystems',
    'fsx:DescribeFileSystems',
    'fsx:DescribeVolumes',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'redshift-serverless:ListNamespaces',
    'redshift:DescribeClusters',
    's3:ListAllMyBuckets',
    'storagegateway:ListVolumes',
    'tag:GetResources',
    'timestream:DescribeEndpoints',
    'timestream:ListTables',
  ],
  resources: ['*'],
};

/** What it also reads in the management account: the aggregator of the organization. */
export const AGGREGATOR_READS: PolicyStatement = {
  sid: 'ReadAggregator',
  actions: ['config:DescribeConfigurationAggregators', 'config:SelectAggregateResourceConfig'],
  resources: ['*'],
};
