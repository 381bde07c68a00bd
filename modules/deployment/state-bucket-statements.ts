import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { onlyFor, type Readers } from './readers';
import { bucketArn, objectArn, RELEASES, type StateFolder } from './state-folder';

/**
 * Refuses whoever speaks without TLS, the account's own administrators too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function denyPlainText(bucket: string): DataAwsIamPolicyDocumentStatement {
  const arn = bucketArn({ bucket });
  return {
    sid: 'DenyPlainText',
    effect: 'Deny',
    // Whatever the action is called: a list of names would miss the next one.
    actions: ['s3:*'],
    resources: [arn, `${arn}/*`],
    principals: [{ type: '*', identifiers: ['*'] }],
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}

/** Lets the environment that comes after this one see what was applied here, and nothing else. */
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
      // Without it a record that is not there looks like one that is forbidden. Who names no prefix gets no list.
      sid: 'ListReleasesByNextEnvironment',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(at)],
      principals,
      condition: [condition, { test: 'StringLike', variable: 's3:prefix', values: [`${at.folder}/${RELEASES}`] }],
    },
  ];
}
