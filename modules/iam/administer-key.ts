import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { iamArn } from '../core/naming';

/**
 * Lets the account that owns a key administer it with its own IAM policies.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function administerKeyBy(accountId: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'AdministerByAccount',
    actions: ['kms:*'],
    // In a key policy, * is the key itself.
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [iamArn(accountId, 'root')] }],
  };
}
