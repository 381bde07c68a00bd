import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { membersReport, type MembersReport } from '../../domain/baseline/members-report';
import { membersOf, type Organization } from '../../domain/organization/organization';
import { policyTargets } from '../../domain/organization/reached-members';
import type { Progress } from '../progress';
import { listAccounts, pathOf } from './accounts';
import { type MembersStackSet, stackInstances } from './stack-set';

/** The organization of the configuration. */
export interface MembersOrganization extends Organization {
  /** Where the StackSet is, and the home region of the baseline. */
  readonly region: string;
  readonly baseline: { readonly regions: readonly string[] };
}

/**
 * Reads what every member has (M8). It only reads.
 *
 * @param stackSet undefined when Terraform manages the members
 */
export async function membersStatus(
  organizations: OrganizationsClient,
  stackSet: MembersStackSet | undefined,
  organization: MembersOrganization,
  progress: Progress,
): Promise<MembersReport> {
  progress('reading AWS Organizations');
  const accounts = await listAccounts(organizations);
  const known = new Set([organization.managementAccount, ...membersOf(organization)].map(({ id }) => id));
  const targets = policyTargets(organization);
  const reachedNewAccounts = new Set<string>();
  for (const { id } of accounts.filter((account) => account.isActive && !known.has(account.id))) {
    // Sequentially: Organizations throttles early.
    if ((await pathOf(organizations, id)).some((one) => targets.has(one))) reachedNewAccounts.add(id);
  }
  if (stackSet === undefined) return membersReport(organization, { accounts, reachedNewAccounts });
  progress(`reading the instances of ${stackSet.name}`);
  const instances = await stackInstances(stackSet);
  return membersReport(organization, { accounts, reachedNewAccounts, instances });
}
