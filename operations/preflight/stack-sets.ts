import { type CloudFormationClient, DescribeOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import {
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
} from '@aws-sdk/client-organizations';

import { isActive, membersOf } from '../../domain/organization/organization';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';
import type { Check, Wanted } from './check';

/** The service that deploys StackSets in members. */
const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_INSTANCES = 100_000;

/**
 * Trusted access of StackSets, which both AWS Organizations and CloudFormation must have enabled.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export async function checkStackSetsAccess(
  organizations: OrganizationsClient,
  cloudFormation: CloudFormationClient,
  { region }: Wanted,
): Promise<Check> {
  const check = 'stack-sets-trusted-access';
  const status = await withAwsErrors('cloudformation:DescribeOrganizationsAccess', async () =>
    required(await cloudFormation.send(new DescribeOrganizationsAccessCommand({})), 'Status'),
  );
  const services = await withAwsErrors('organizations:ListAWSServiceAccessForOrganization', () =>
    everyPage(paginateListAWSServiceAccessForOrganization({ client: organizations }, {}), 'EnabledServicePrincipals'),
  );
  const isTrusted = services.some(({ ServicePrincipal }) => ServicePrincipal === STACK_SETS);
  if (status === 'ENABLED' && isTrusted) return { check, state: 'ok', message: 'StackSets has trusted access' };
  const missing = [
    ...(status === 'ENABLED' ? [] : [`in CloudFormation it is ${status}`]),
    ...(isTrusted ? [] : [`in AWS Organizations ${STACK_SETS} has no trusted access`]),
  ];
  return {
    check,
    state: 'off',
    message: `StackSets cannot deploy to members: ${missing.join('; ')}`,
    // It also enables the access in AWS Organizations.
    command: `aws cloudformation activate-organizations-access --region ${region}`,
  };
}

/**
 * The delegated administrators of StackSets: they can change every service-managed StackSet of the organization.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
 */
export async function checkStackSetsAdministrator(
  client: OrganizationsClient,
  { delegatedAdministrator: wanted }: Wanted,
): Promise<Check> {
  const check = 'stack-sets-delegated-administrator';
  const found = await withAwsErrors('organizations:ListDelegatedAdministrators', () =>
    everyPage(
      paginateListDelegatedAdministrators({ client }, { ServicePrincipal: STACK_SETS }),
      'DelegatedAdministrators',
    ),
  );
  const ids = found.map(({ Id }) => Id);
  const others = ids.filter((id) => id !== wanted);
  if (others.length > 0) {
    return { check, state: 'notice', message: `${others.join(', ')} can change every StackSet of the organization` };
  }
  if (wanted === undefined || ids.length > 0) {
    return { check, state: 'ok', message: ids.length === 0 ? 'none' : ids.join(', ') };
  }
  return {
    check,
    state: 'notice',
    message: `${wanted} administers AWS Backup, but not StackSets: members deploy and members status require the management account`,
    command: `aws organizations register-delegated-administrator --account-id ${wanted} --service-principal ${STACK_SETS}`,
  };
}

/** The instances that the StackSet needs, against the quota of one StackSet. */
export function checkStackSetQuota(wanted: Wanted): Check {
  const check = 'stack-set-quota';
  const { managementAccount, baseline } = wanted;
  const members = membersOf(wanted).filter((member) => isActive(member) && member.id !== managementAccount.id);
  const instances = members.length * baseline.regions.length;
  const message = `${instances} of ${MOST_INSTANCES} instances: ${members.length} members in ${baseline.regions.length} regions`;
  return { check, state: instances > MOST_INSTANCES ? 'off' : 'ok', message };
}
