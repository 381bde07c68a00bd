import {
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
  paginateListRoots,
} from '@aws-sdk/client-organizations';

import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { SERVICE, type Check, type Wanted } from './check';

/**
 * Trusted access: AWS Backup can read the organization and show the members' jobs to the management account (O1).
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-backup.html
 */
export async function checkTrustedAccess(client: OrganizationsClient): Promise<Check> {
  const services = await withAwsErrors('organizations:ListAWSServiceAccessForOrganization', () =>
    everyPage(paginateListAWSServiceAccessForOrganization({ client }, {}), 'EnabledServicePrincipals'),
  );
  const check = 'trusted-access';
  if (services.some(({ ServicePrincipal }) => ServicePrincipal === SERVICE)) {
    return { check, state: 'ok', message: `${SERVICE} has trusted access` };
  }
  return {
    check,
    state: 'off',
    message: `${SERVICE} has no trusted access: policies create no plans, and members' jobs are not visible`,
    command: `aws organizations enable-aws-service-access --service-principal ${SERVICE}`,
  };
}

/**
 * The policy type of the root: without it, backup policies cannot be attached (O1).
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
 */
export async function checkPolicyType(client: OrganizationsClient, { root }: Wanted): Promise<Check> {
  const roots = await withAwsErrors('organizations:ListRoots', () =>
    everyPage(paginateListRoots({ client }, {}), 'Roots'),
  );
  const check = 'policy-type';
  const found = roots.find(({ Id }) => Id === root.id);
  if (!found) {
    const ids = roots.map(({ Id }) => Id).join(', ');
    return { check, state: 'off', message: `its root is ${ids}, but organization.ts names ${root.id}` };
  }
  const status = found.PolicyTypes?.find(({ Type }) => Type === 'BACKUP_POLICY')?.Status;
  if (status === 'ENABLED') return { check, state: 'ok', message: `BACKUP_POLICY is enabled at ${root.id}` };
  if (status === 'PENDING_ENABLE') {
    return { check, state: 'off', message: `BACKUP_POLICY is being enabled at ${root.id}: check again in a minute` };
  }
  return {
    check,
    state: 'off',
    message: `BACKUP_POLICY is not enabled at ${root.id}: no backup policy can be attached`,
    command: `aws organizations enable-policy-type --root-id ${root.id} --policy-type BACKUP_POLICY`,
  };
}

/**
 * The delegated administrators of AWS Backup, in addition to the management account.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
 */
export async function checkDelegatedAdministrator(
  client: OrganizationsClient,
  { delegatedAdministrator, otherDelegatedAdministrators: others = [] }: Wanted,
): Promise<Check> {
  const found = await withAwsErrors('organizations:ListDelegatedAdministrators', () =>
    everyPage(
      paginateListDelegatedAdministrators({ client }, { ServicePrincipal: SERVICE }),
      'DelegatedAdministrators',
    ),
  );
  const check = 'delegated-administrator';
  const ids = found.map(({ Id }) => Id);
  const all = ids.length === 0 ? 'none' : ids.join(', ');
  const configured = [delegatedAdministrator ?? [], others].flat();
  if (configured.length === 0) {
    if (ids.length === 0) return { check, state: 'ok', message: 'none, as configured' };
    return { check, state: 'notice', message: `${all}, but the configuration names none` };
  }
  const wanted = configured.find((id) => !ids.includes(id));
  if (wanted === undefined) return { check, state: 'ok', message: `${all}, as configured` };
  return {
    check,
    state: 'off',
    message: `${all}, but the configuration names ${wanted}`,
    command: `aws organizations register-delegated-administrator --account-id ${wanted} --service-principal ${SERVICE}`,
  };
}
