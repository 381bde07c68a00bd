import { ListParentsCommand, type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';

import type { ListedAccount } from '../../domain/baseline/members-report';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';

/**
 * Every account of the organization, also those that are suspended.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function listAccounts(client: OrganizationsClient): Promise<ListedAccount[]> {
  const accounts = await withAwsErrors('organizations:ListAccounts', () =>
    everyPage(paginateListAccounts({ client }, {}), 'Accounts'),
  );
  return accounts.map(({ Id = '', Name = '', Status }) => ({ id: Id, name: Name, isActive: Status === 'ACTIVE' }));
}

/**
 * The account, and the OUs and the root above it.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export async function pathOf(client: OrganizationsClient, accountId: string): Promise<string[]> {
  const path = [accountId];
  for (let child = accountId; !child.startsWith('r-'); child = path.at(-1) ?? 'r-') {
    const command = new ListParentsCommand({ ChildId: child });
    const parents = await withAwsErrors('organizations:ListParents', async () =>
      required(await client.send(command), 'Parents'),
    );
    path.push(parents[0]?.Id ?? 'r-');
  }
  return path;
}
