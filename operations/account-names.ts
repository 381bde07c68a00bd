import { DescribeAccountCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';

import { withAwsErrors } from './aws-error';
import { isNamed } from './sdk-error';
import { required } from './unreadable-response';

const LONGEST = 30_000;

/** The names that AWS Organizations gave, and why it gave no others. */
export interface AccountNames {
  readonly names: ReadonlyMap<string, string>;
  /** Undefined if every account was asked for. */
  readonly stoppedBy: string | undefined;
}

/**
 * Asks for the name of each account. It never throws: a message with IDs is better than none. After a failed call, or half a
 * minute, it asks for no more names.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html
 */
export async function accountNames(
  organizations: OrganizationsClient,
  accounts: readonly string[],
): Promise<AccountNames> {
  const names = new Map<string, string>();
  const deadline = Date.now() + LONGEST;
  try {
    for (const AccountId of new Set(accounts)) {
      if (Date.now() > deadline) return { names, stoppedBy: `no time for more than ${names.size} names` };
      const name = await nameOf(organizations, AccountId);
      if (name !== undefined) names.set(AccountId, name);
    }
    return { names, stoppedBy: undefined };
  } catch (error) {
    return { names, stoppedBy: error instanceof Error ? error.message : String(error) };
  }
}

/** Undefined for an account that has left the organization. */
async function nameOf(organizations: OrganizationsClient, AccountId: string): Promise<string | undefined> {
  try {
    return await withAwsErrors('organizations:DescribeAccount', async () => {
      const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId }));
      return required(Account ?? {}, 'Name');
    });
  } catch (error) {
    if (isNamed(error, ['AccountNotFoundException'])) return undefined;
    throw error;
  }
}
