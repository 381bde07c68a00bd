import type { Statement } from './statement';

/**
 * Lets the account that owns a key administer it with its own IAM policies.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function administerKeyBy(accountId: string): Statement {
  return {
    sid: 'AdministerByAccount',
    actions: ['kms:*'],
    // In a key policy, * is the key itself.
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId}:root`] }],
  };
}
