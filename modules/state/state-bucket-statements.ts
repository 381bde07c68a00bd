import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { iamArn } from '../core/naming';
import { bucketArn, objectArn, RELEASES, type StateFolder } from './state-folder';

/** Roles of an account that may be there or not. */
export interface Readers {
  readonly accountId: string;
  readonly roles: readonly string[];
}

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

/**
 * Lets the environment that comes after this one see what was applied here, and nothing else. S3 refuses a policy that
 * names a role which does not exist yet, but not one that compares its ARN.
 */
export function readReleases(at: StateFolder, { accountId, roles }: Readers): DataAwsIamPolicyDocumentStatement[] {
  const principals = [{ type: 'AWS', identifiers: [iamArn(accountId, 'root')] }];
  const byRoles = {
    test: 'ArnEquals',
    variable: 'aws:PrincipalArn',
    values: roles.map((role) => iamArn(accountId, `role/${role}`)),
  };
  return [
    {
      sid: 'ReadReleasesByNextEnvironment',
      actions: ['s3:GetObject'],
      resources: [objectArn(at, RELEASES)],
      principals,
      condition: [byRoles],
    },
    {
      // Without it a record that is not there looks like one that is forbidden. Who names no prefix gets no list.
      sid: 'ListReleasesByNextEnvironment',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(at)],
      principals,
      condition: [byRoles, { test: 'StringLike', variable: 's3:prefix', values: [`${at.folder}/${RELEASES}`] }],
    },
  ];
}
