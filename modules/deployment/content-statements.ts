import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/** The stored contents that the roles may read, by ARN. */
export interface ReadableContents {
  readonly objects: readonly string[];
  readonly parameters: readonly string[];
}

/** The actions of ReadOnlyAccess that read contents instead of settings. No stack or command needs them. */
const CONTENTS = [
  'athena:GetQueryResults*',
  'cassandra:Select*',
  'codecommit:GitPull',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:GetPasswordData',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'es:ESHttpGet',
  'kinesis:GetRecords',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetQueryResults',
  'logs:StartLiveTail',
  'logs:StartQuery',
  'rds:Download*',
  'sdb:Select',
  'sqs:ReceiveMessage',
];

/**
 * Denies the roles access to the contents stored in the account. Plans only read settings, but AWS managed read policies
 * are made for people.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export function denyContents({ objects, parameters }: ReadableContents): DataAwsIamPolicyDocumentStatement[] {
  return [
    { sid: 'DenyOtherObjects', effect: 'Deny', actions: ['s3:GetObject*'], notResources: [...objects] },
    {
      sid: 'DenyOtherParameters',
      effect: 'Deny',
      actions: ['ssm:GetParameter*'],
      ...(parameters.length === 0 ? { resources: ['*'] } : { notResources: [...parameters] }),
    },
    { sid: 'DenyContents', effect: 'Deny', actions: CONTENTS, resources: ['*'] },
  ];
}
