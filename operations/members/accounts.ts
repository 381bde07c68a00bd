import { ListParentsCommand, type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';

import type { ListedAccount } from '../../domain/baseline/members-report';
import { accountState } from '../account-state';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';

/**
 * Every account of the organization, also those that are suspended.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function listAccounts(client: OrganizationsClient): Promise<ListedAccount[]> {
  return withAwsErrors('organizations:ListAccounts', async () => {
    const accounts = await everyPage(paginateListAccounts({ client }, {}), 'Accounts');
    return accounts.map((account) => ({
      id: required(account, 'Id'),
      name: required(account, 'Name'),
      isActive: accountState(account) === 'ACTIVE',
    }));
  });
}

/**
 * The account, and the OUs and the root above it.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export async function pathOf(client: OrganizationsClient, accountId: string): Promise<string[]> {
  const path = [accountId];
  for (let child = accountId; !child.startsWith('r-'); child = path.at(-1) ?? '') {
    const command = new ListParentsCommand({ ChildId: child });
    const parent = await withAwsErrors('organizations:ListParents', async () => {
      const [found] = required(await client.send(command), 'Parents');
      return required(found ?? {}, 'Id');
    });
    path.push(parent);
  }
  return path;
}
