import { inPartition, partitionOfArn } from '../../backup/partitions';
import { nearest } from '../../nearest';
import { type Format, found, type RuleDescription, SYNTAX_PAGE } from './rule';

export const resourceTypeUnknown: RuleDescription = {
  name: 'resource-type-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'a resource type that is neither `*` nor one of the published ARN patterns',
  why: 'CreatePolicy accepts neither service names nor custom patterns',
  see: SYNTAX_PAGE,
};

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html */
const RESOURCE_PATTERNS: readonly string[] = [
  'arn:aws:backup-gateway:*:*:vm/*',
  'arn:aws:cloudformation:*:*:stack/*',
  'arn:aws:dsql:*:*:cluster/*',
  'arn:aws:dynamodb:*:*:table/*',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:ec2:*:*:volume/*',
  'arn:aws:eks:*:*:cluster/*',
  'arn:aws:elasticfilesystem:*:*:file-system/*',
  'arn:aws:fsx:*:*:file-system/*',
  'arn:aws:fsx:*:*:volume/*',
  'arn:aws:rds:*:*:cluster:*',
  'arn:aws:rds:*:*:db:*',
  'arn:aws:redshift-serverless:*:*:namespace/*',
  'arn:aws:redshift:*:*:cluster:*',
  'arn:aws:s3:::*',
  'arn:aws:ssm-sap:*:*:HANA/*',
  'arn:aws:storagegateway:*:*:gateway/*',
  'arn:aws:timestream:*:*:database/*',
];

export const RESOURCE_TYPE: Format = (pattern, path) => {
  if (pattern === '*' || RESOURCE_PATTERNS.includes(inPartition('aws', pattern))) return [];
  const partition = partitionOfArn(pattern) ?? 'aws';
  const patterns = RESOURCE_PATTERNS.map((known) => inPartition(partition, known));
  const similar = patterns.find((known) => known.split(':')[2] === pattern.toLowerCase()) ?? nearest(pattern, patterns);
  return [
    found(resourceTypeUnknown, {
      path,
      found: pattern,
      message: `"${pattern}" is not a resource type that a policy can select`,
      remedy: `write ${similar ?? `"*" or one of ${patterns.join(', ')}`}`,
    }),
  ];
};
