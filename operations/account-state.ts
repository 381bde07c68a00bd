import type { Account } from '@aws-sdk/client-organizations';

import { required } from './unreadable-response';

/**
 * The state of an account in AWS Organizations, such as `ACTIVE`. AWS replaces `Status` by `State`: older responses lack the
 * one, newer ones the other.
 *
 * @throws {UnreadableResponseError} when it has neither: an account without a state must not count as suspended
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export function accountState(account: Account): string {
  return account.State ?? required(account, 'Status');
}
