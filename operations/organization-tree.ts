import {
  type Account,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
} from '@aws-sdk/client-organizations';

import type { Tree, TreeAccount, TreeUnit } from '../domain/organization/tree';
import { accountState } from './account-state';
import { AwsError, withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';
import { required, UnreadableResponseError } from './unreadable-response';

/**
 * Reads the root, every OU and every account of the caller's organization: from the management account, or from an account
 * with delegated administration. It only reads.
 *
 * @throws {AwsError} also if accounts or OUs moved in the meantime, so that one is in two places
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export async function readOrganizationTree(client: OrganizationsClient, progress: Progress): Promise<Tree> {
  progress('reading the root');
  const id = await withAwsErrors('organizations:ListRoots', async () => {
    const roots = await everyPage(paginateListRoots({ client }, {}), 'Roots');
    const [root] = roots;
    if (!root || roots.length > 1) throw new UnreadableResponseError(`it has ${roots.length} roots`);
    return required(root, 'Id');
  });
  return new Reading(client, progress).contentsOf(id);
}

/** One after the other: Organizations throttles early. */
class Reading {
  readonly #read = new Set<string>();
  #accounts = 0;
  #units = 0;

  constructor(
    readonly client: OrganizationsClient,
    readonly progress: Progress,
  ) {}

  async contentsOf(id: string): Promise<Required<Tree>> {
    const accounts = await this.#accountsOf(id);
    const found = await withAwsErrors('organizations:ListOrganizationalUnitsForParent', async () => {
      const pages = paginateListOrganizationalUnitsForParent({ client: this.client }, { ParentId: id });
      const units = await everyPage(pages, 'OrganizationalUnits');
      return units.map((unit) => ({ id: required(unit, 'Id'), name: required(unit, 'Name') }));
    });
    this.#units += found.length;
    const ous: TreeUnit[] = [];
    for (const unit of found) {
      this.#once(unit.id);
      ous.push({ ...unit, ...(await this.contentsOf(unit.id)) });
    }
    return { id, ous, accounts };
  }

  async #accountsOf(ParentId: string): Promise<TreeAccount[]> {
    const accounts = await withAwsErrors('organizations:ListAccountsForParent', async () => {
      const pages = paginateListAccountsForParent({ client: this.client }, { ParentId });
      const found = await everyPage(pages, 'Accounts', (soFar) => this.#report(soFar));
      return found.map(accountOf);
    });
    for (const { id } of accounts) this.#once(id);
    this.#accounts += accounts.length;
    this.#report(0);
    return accounts;
  }

  #report(more: number): void {
    this.progress(`reading accounts: ${this.#accounts + more} in ${this.#units} OUs`);
  }

  #once(id: string): void {
    if (!this.#read.has(id)) {
      this.#read.add(id);
      return;
    }
    throw new AwsError(`${id} is in two places: the organization was changed while it was read.\n→ run it again`);
  }
}

function accountOf(account: Account): TreeAccount {
  return {
    id: required(account, 'Id'),
    name: required(account, 'Name'),
    state: accountState(account).toLowerCase().replaceAll('_', '-'),
  };
}
