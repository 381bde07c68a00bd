import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { onlyFor, type Readers } from './readers';
import { bucketArn, objectArn, RELEASES, type StateFolder } from './state-folder';

/**
 * Denies connections without TLS, also to administrators of the account.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function denyPlainText(bucket: string): DataAwsIamPolicyDocumentStatement {
  const arn = bucketArn({ bucket });
  return {
    sid: 'DenyPlainText',
    effect: 'Deny',
    // Every action: a list would miss new ones.
    actions: ['s3:*'],
    resources: [arn, `${arn}/*`],
    principals: [{ type: '*', identifiers: ['*'] }],
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}

/** Lets the next environment read the records of applied releases, and nothing else. */
export function readReleases(at: StateFolder, readers: Readers): DataAwsIamPolicyDocumentStatement[] {
  const { principals, condition } = onlyFor(readers);
  return [
    {
      sid: 'ReadReleasesByNextEnvironment',
      actions: ['s3:GetObject'],
      resources: [objectArn(at, RELEASES)],
      principals,
      condition: [condition],
    },
    {
      // Without it, a missing record looks like a denied one. A request without prefix gets no list.
      sid: 'ListReleasesByNextEnvironment',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(at)],
      principals,
      condition: [condition, { test: 'StringLike', variable: 's3:prefix', values: [`${at.folder}/${RELEASES}`] }],
    },
  ];
}
