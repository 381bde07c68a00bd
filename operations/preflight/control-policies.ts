import {
  DescribePolicyCommand,
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';

import { MEMBER_APPLY_ROLE } from '../../domain/baseline/names';
import {
  type ControlPolicy,
  controlPolicyConflicts,
  controlTowerBackupPolicies,
} from '../../domain/organization/control-policy-conflicts';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';
import type { Check, Wanted } from './check';

const CONTROL_TOWER = 'controltower.amazonaws.com';

interface AttachedControlPolicy extends ControlPolicy {
  readonly id: string;
}

/**
 * Every service control policy of the organization.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
export async function controlPolicies(client: OrganizationsClient): Promise<AttachedControlPolicy[]> {
  const listed = await withAwsErrors('organizations:ListPolicies', () =>
    everyPage(paginateListPolicies({ client }, { Filter: 'SERVICE_CONTROL_POLICY' }), 'Policies'),
  );
  const policies: AttachedControlPolicy[] = [];
  for (const { Id = '', Name = '' } of listed) {
    // Sequentially: Organizations throttles early.
    const content = await withAwsErrors('organizations:DescribePolicy', async () =>
      required(required(await client.send(new DescribePolicyCommand({ PolicyId: Id })), 'Policy'), 'Content'),
    );
    policies.push({ id: Id, name: Name, content });
  }
  return policies;
}

/**
 * Service control policies that deny what the baseline requires, such as a region deny of Control Tower.
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/primary-region-deny-policy.html
 */
export async function checkControlPolicies(
  client: OrganizationsClient,
  policies: Promise<readonly AttachedControlPolicy[]>,
  wanted: Wanted,
): Promise<Check> {
  const check = 'service-control-policies';
  const { regions } = wanted.baseline;
  const principals = creatorsOf(wanted).map((role) => `arn:aws:iam::*:role/${role}`);
  const texts: string[] = [];
  for (const policy of await policies) {
    const conflicts = principals.flatMap((principal) => controlPolicyConflicts(policy, { regions, principal }));
    const targets = conflicts.length === 0 ? [] : await targetsOf(client, policy);
    if (targets.length === 0) continue;
    const denials = conflicts.map(({ sid, actions, regions: denied }) => {
      const statement = sid === '' ? '' : ` (${sid})`;
      return `${policy.name}${statement} at ${targets.join(', ')} denies ${actions.join(', ')} in ${denied.join(', ')}`;
    });
    // A statement can deny it to several of the roles.
    texts.push(...new Set(denials));
  }
  if (texts.length === 0) return { check, state: 'ok', message: 'none denies what the baseline requires' };
  const lead = 'the baseline cannot be created in these accounts: exempt its role, or remove the regions';
  return { check, state: 'off', message: [lead, ...texts].join('\n') };
}

/** The roles that create the baseline in members. */
function creatorsOf({ baseline, memberRole, bootstrap }: Wanted): string[] {
  if (baseline.rollout === 'stack-set') return ['stacksets-exec-*'];
  return bootstrap ? [memberRole, MEMBER_APPLY_ROLE] : [memberRole];
}

async function targetsOf(client: OrganizationsClient, { id }: AttachedControlPolicy): Promise<string[]> {
  const targets = await withAwsErrors('organizations:ListTargetsForPolicy', () =>
    everyPage(paginateListTargetsForPolicy({ client }, { PolicyId: id }), 'Targets'),
  );
  return targets.map(({ TargetId = '', Name }) => Name ?? TargetId);
}

/**
 * Control Tower can back up on its own: it creates vaults and plans, and makes an account of its choice the delegated
 * administrator of AWS Backup.
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/backup-resources.html
 */
export async function checkControlTower(
  client: OrganizationsClient,
  policies: Promise<readonly AttachedControlPolicy[]>,
): Promise<Check> {
  const services = await withAwsErrors('organizations:ListAWSServiceAccessForOrganization', () =>
    everyPage(paginateListAWSServiceAccessForOrganization({ client }, {}), 'EnabledServicePrincipals'),
  );
  const check = 'control-tower';
  if (!services.some(({ ServicePrincipal }) => ServicePrincipal === CONTROL_TOWER)) {
    return { check, state: 'ok', message: 'Control Tower is not in use' };
  }
  const own = controlTowerBackupPolicies(await policies);
  if (own.length === 0) return { check, state: 'ok', message: 'Control Tower is in use, without backups of its own' };
  return {
    check,
    state: 'notice',
    message: `Control Tower backs up, too (${own.join(', ')}): resources with tags aws-control-tower-backup… are backed up twice; it appoints the delegated administrator; never use the tag key aws-control-tower, which its policies protect`,
  };
}
