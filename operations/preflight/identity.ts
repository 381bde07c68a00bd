import {
  DescribeOrganizationCommand,
  type Organization,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';

import { withAwsErrors } from '../aws-error';
import type { Check, Wanted } from './check';
import { required } from '../unreadable-response';

/**
 * Checks that this is the configured organization and that it has all features, which policies require.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export async function checkIdentity(organizations: OrganizationsClient, wanted: Wanted): Promise<Check> {
  const found = await describeOrganization(organizations);
  const check = 'organization';
  if (found === undefined) {
    const message = `account ${wanted.managementAccount.id} is not in an organization`;
    return { check, state: 'off', message, command: 'aws organizations create-organization --feature-set ALL' };
  }
  if (found.Id !== wanted.id) {
    return { check, state: 'off', message: `this is ${found.Id}, but organization.ts names ${wanted.id}` };
  }
  if (found.MasterAccountId !== wanted.managementAccount.id) {
    const message = `its management account is ${found.MasterAccountId}, but organization.ts names ${wanted.managementAccount.id}`;
    return { check, state: 'off', message };
  }
  if (found.FeatureSet !== 'ALL') {
    const message = `its feature set is ${found.FeatureSet}, but policies require all features: every member must approve the change`;
    return { check, state: 'off', message, command: 'aws organizations enable-all-features' };
  }
  return { check, state: 'ok', message: `${wanted.managementAccount.id} manages ${wanted.id}, with all features` };
}

/** Undefined when the caller's account is not in an organization. */
function describeOrganization(organizations: OrganizationsClient): Promise<Organization | undefined> {
  return withAwsErrors('organizations:DescribeOrganization', async () => {
    try {
      return required(await organizations.send(new DescribeOrganizationCommand({})), 'Organization');
    } catch (error) {
      if (error instanceof Error && error.name === 'AWSOrganizationsNotInUseException') return undefined;
      throw error;
    }
  });
}
