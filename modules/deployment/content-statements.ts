import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/** What the roles may read of what is stored, by ARN. */
export interface ReadableContents {
  readonly objects: readonly string[];
  readonly parameters: readonly string[];
}

/** What ReadOnlyAccess of AWS reads beyond how things are set up. No stack and no command asks for it. */
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
 * Keeps the roles from what is stored in the account, whose plans only look at how it is set up: the policies by which
 * they read are made for people.
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
