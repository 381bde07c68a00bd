import type { PolicyStatement } from '../iam/statement';

/** What `backupctl coverage` reads in an account: lists, never contents. None of the actions supports resources. */
export const COVERAGE_READS: PolicyStatement = {
  sid: 'ListResources',
  actions: [
    'backup:DescribeRegionSettings',
    'backup:ListProtectedResources',
    'dynamodb:ListTables',
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeVolumes',
    'elasticfilesystem:DescribeFileSystems',
    'fsx:DescribeFileSystems',
    'fsx:DescribeVolumes',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    's3:ListAllMyBuckets',
    'tag:GetResources',
  ],
  resources: ['*'],
};

/** What it also reads in the management account: the aggregator of the organization. */
export const AGGREGATOR_READS: PolicyStatement = {
  sid: 'ReadAggregator',
  actions: ['config:DescribeConfigurationAggregators', 'config:SelectAggregateResourceConfig'],
  resources: ['*'],
};
