import { costReads } from '../../domain/cost/reads';
import { AGGREGATOR_READS, COVERAGE_READS } from '../../domain/coverage/reads';
import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import { DEFAULT_NAMES } from '../../domain/names';
import { publishedTopic } from '../../domain/notifications/topic-arns';
import { accountsOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import { iamArn } from '../../modules/core/naming';
import { applyPolicies } from '../../modules/deployment/apply-permissions';
import { organizationNames, withBootstrap } from '../../modules/deployment/deployed-names';
import type { AssumedRoles } from '../../modules/deployment/state-statements';
import { readStatements } from '../../modules/deployment/read-permissions';
import { publishStatements } from '../../modules/iam/publish-statements';
import { organizationNotificationsContract } from '../organizations-notifications/contract';
import { endpointParameters } from './environment';
import { DEFAULT_TOPIC_NAME } from '../../domain/notifications/derived-names';
import type { BootstrapTarget } from './stack';

/** What the stacks contain, by the policy that lets an apply change it. */
const POLICIES = {
  backup: ['vaults'],
  organization: ['organization', 'identity'],
  services: ['services', 'events'],
} as const;

/** For the nightly `status`. AWS supports no resources for it. */
const LIST_JOBS = { sid: 'ListJobs', actions: ['backup:ListBackupJobs'], resources: ['*'] };

/** What the bootstrap creates in the management account; undefined if the organization has none. */
export function organizationBootstrap(organization: Organization): BootstrapTarget | undefined {
  const { bootstrap, managementAccount, names, notifications, service, region, state, tags } = organization;
  if (!bootstrap) return undefined;
  const { id: accountId, deployRoleArn } = managementAccount;
  const { role } = organization.baseline;
  const deployed = organizationNames({
    account: accountId,
    region,
    names,
    organizationId: organization.id,
    service,
    baselineRole: role.name,
    topicName: notifications?.topicName ?? DEFAULT_TOPIC_NAME,
    tags: {
      ManagedBy: ['Terraform'],
      Service: [service],
      Stack: ['organizations', organizationNotificationsContract.stack, 'members'],
    },
    permissionsBoundary:
      role.permissionsBoundary === undefined ? undefined : iamArn(accountId, `policy/${role.permissionsBoundary}`),
  });
  return {
    name: 'organizations',
    service,
    accountId,
    region,
    state,
    tags,
    deployRoleArn,
    bootstrap,
    // The first stack keeps its state at the top of the folder.
    states: [
      'terraform.tfstate',
      `${organizationNotificationsContract.stack}/terraform.tfstate`,
      'members/terraform.tfstate',
    ],
    policies: applyPolicies(POLICIES, deployed),
    reads: [
      ...readStatements(
        Object.values(POLICIES).flat(),
        withBootstrap(deployed, { ...bootstrap, ...state, roleBoundary: DEFAULT_NAMES.roleBoundary }),
      ),
      LIST_JOBS,
      COVERAGE_READS,
      costReads(organization.managementAccount.id),
      AGGREGATOR_READS,
      ...reportGaps(organization),
    ],
    parameters: endpointParameters(notifications?.subscriptions ?? []),
    assumedRoles: assumedRoles(organization),
  };
}

/** For the nightly `coverage --notify`: the only thing that the role of plans sends. */
function reportGaps({ notifications, managementAccount, region }: Organization) {
  if (!notifications) return [];
  const { id: accountId } = managementAccount;
  return publishStatements(
    { accountId, region, ...publishedTopic({ accountId, notifications }, region) },
    'ReportGaps',
  );
}

/**
 * Plans read members, and nothing else there. Applies use memberRole only where the roles of members are created or change.
 * A StackSet needs no role of Terraform in members: plans read them, for reports.
 */
function assumedRoles({ id, baseline, managementAccount, memberRole, ...tree }: Organization): AssumedRoles {
  if (baseline.rollout === 'stack-set') {
    return { plan: [], apply: [], planInOrganization: { name: MEMBER_PLAN_ROLE, organizationId: id } };
  }
  const members = accountsOf({ managementAccount, ...tree }).filter((account) => account.id !== managementAccount.id);
  const arnsOf = (role: string) => members.map((account) => iamArn(account.id, `role/${role}`));
  return { plan: arnsOf(MEMBER_PLAN_ROLE), apply: [...arnsOf(MEMBER_APPLY_ROLE), ...arnsOf(memberRole)] };
}
