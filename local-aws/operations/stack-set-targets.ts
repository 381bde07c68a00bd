import {
  type Account,
  DescribeAccountCommand,
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';

import type { MotoClient } from '../operation';
import { withOrganization } from './organization-tree';
import { validationError } from './stack-set-template';

/** An account that a deployment reaches, by the root or OU that the deployment names. */
export interface TargetAccount {
  readonly account: string;
  readonly organizationalUnitId: string;
  readonly isSuspended: boolean;
}

/** Which accounts of the OUs a deployment reaches. */
export interface DeploymentTargets {
  readonly OrganizationalUnitIds?: readonly string[];
  readonly Accounts?: readonly string[];
  readonly AccountFilterType?: 'NONE' | 'INTERSECTION' | 'DIFFERENCE' | 'UNION';
}

/**
 * The accounts of the OUs and of all OUs below them. The management account is never one of them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
 */
export function targetAccounts(
  { OrganizationalUnitIds = [], Accounts = [], AccountFilterType = 'NONE' }: DeploymentTargets,
  moto: MotoClient,
): Promise<TargetAccount[]> {
  if (OrganizationalUnitIds.length === 0) throw validationError('OrganizationalUnitIds are required');
  return withOrganization(moto, async ({ organization, target }) => {
    const { MasterAccountId } = await organization();
    const found = new Map<string, TargetAccount>();
    for (const id of OrganizationalUnitIds) {
      if (!(await target(id))) throw validationError(`Organizational unit ${id} does not exist`);
      for (const { Id: account = '', Status } of await accountsBelow(id, moto)) {
        const isFiltered = Accounts.includes(account);
        if (AccountFilterType === 'INTERSECTION' && !isFiltered) continue;
        if (AccountFilterType === 'DIFFERENCE' && isFiltered) continue;
        if (account === MasterAccountId) continue;
        found.set(account, { account, organizationalUnitId: id, isSuspended: Status === 'SUSPENDED' });
      }
    }
    return [...found.values()].toSorted((one, other) => one.account.localeCompare(other.account));
  });
}

/** StackSets skips accounts that are suspended when an operation reaches them. */
export async function isSuspended(AccountId: string, moto: MotoClient): Promise<boolean> {
  const client = new OrganizationsClient(moto);
  try {
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId }));
    return Account?.Status === 'SUSPENDED';
  } catch {
    // Self-managed sets reach accounts of no organization.
    return false;
  } finally {
    client.destroy();
  }
}

async function accountsBelow(parent: string, moto: MotoClient): Promise<Account[]> {
  const client = new OrganizationsClient(moto);
  try {
    const accounts: Account[] = [];
    const parents = [parent];
    for (let ParentId = parents.pop(); ParentId !== undefined; ParentId = parents.pop()) {
      for await (const page of paginateListAccountsForParent({ client }, { ParentId })) {
        accounts.push(...(page.Accounts ?? []));
      }
      for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId })) {
        parents.push(...(page.OrganizationalUnits ?? []).flatMap(({ Id }) => Id ?? []));
      }
    }
    return accounts;
  } finally {
    client.destroy();
  }
}
