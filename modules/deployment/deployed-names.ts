import { GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import {
  FAILURE_BUS,
  FAILURE_DEAD_LETTERS,
  FAILURE_QUEUE,
  failureBusArn,
  MEMBER_EVENTS_POLICY,
  MEMBER_EVENTS_ROLE,
  MEMBER_RULE,
  QUEUE_RULE,
} from '../../domain/backup-events/names';
import { stackSetName } from '../../domain/baseline/names';
import { awsBackupPolicy, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { topicKeyAlias, undeliveredQueue } from '../../domain/notifications/derived-names';
import { type EnvironmentNames as Names, namesOfType } from '../../domain/names';
import type { DeployedNames } from '../../domain/terraform/permission';
import { FAILURE_REPORT } from '../core/functions';
import { FAILURE_AGE_ALARM, FAILURE_ERROR_ALARM, iamArn, logGroupName, type Place } from '../core/naming';

const AWS_BACKUP_POLICIES = [awsBackupPolicy('ForBackup'), awsBackupPolicy('ForRestores')];

const VAULT_KEY_ALIASES = 'alias/backup-vault-*';

type Common = Pick<DeployedNames, 'account' | 'region' | 'tags' | 'permissionsBoundary'>;

export interface EnvironmentNames extends Common {
  readonly names: Names;
  readonly topicName: string;
  readonly existingRoles: readonly string[];
  readonly existingTopics: readonly string[];
  /** ARNs of additional policies that the configuration attaches to roles. */
  readonly attachedPolicies: readonly string[];
}

/** The names of everything that the stacks of an environment can contain. */
export function environmentNames({ names, topicName, attachedPolicies, ...common }: EnvironmentNames): DeployedNames {
  const { roleBoundary, backupRole, restoreRole, agentCheckQueue } = names;
  // An apply may not change the boundary of its own roles.
  const policies = namesOfType(names, 'aws_iam_policy').filter((name) => name !== roleBoundary);
  const roles = namesOfType(names, 'aws_iam_role').filter((name) => name !== backupRole && name !== restoreRole);
  const functions = namesOfType(names, 'aws_lambda_function');
  const own = policies.toSorted().map((name) => iamArn(common.account, `policy/${name}`));
  return {
    ...common,
    topics: [topicName],
    functions,
    logGroups: functions.map(logGroupName),
    keyAliases: [VAULT_KEY_ALIASES, topicKeyAlias(topicName)],
    queues: [agentCheckQueue, undeliveredQueue(topicName)],
    eventRules: [names.failureRule],
    eventBuses: [],
    schedules: [names.agentCheckSchedule],
    alarms: [agentCheckQueue, names.errorAlarm],
    stackSets: [],
    buckets: [],
    identityProviders: [],
    roles: [...[backupRole, restoreRole].map((name) => `${SERVICE_ROLE_PATH.slice(1)}${name}`), ...roles].toSorted(),
    policies: policies.toSorted(),
    attachablePolicies: [...own, ...AWS_BACKUP_POLICIES, ...attachedPolicies],
  };
}

export interface OrganizationNames extends Common {
  readonly organizationId: string;
  readonly service: string;
  /** The role that every account gets. */
  readonly baselineRole: string;
  /** The topic for failures of every account. */
  readonly topicName: string;
}

/** The same with what the bootstrap creates: plans read it, but applies do not change it. */
export function withBootstrap(
  deployed: DeployedNames,
  { bucket, planRole, applyRole, roleBoundary }: BootstrapNames,
): DeployedNames {
  return {
    ...deployed,
    buckets: [bucket],
    identityProviders: [GITHUB_ISSUER],
    roles: [...deployed.roles, planRole, applyRole],
    policies: [...deployed.policies, roleBoundary, ...[planRole, applyRole].map((role) => `${role}-*`)],
  };
}

export interface BootstrapNames {
  readonly bucket: string;
  readonly roleBoundary: string;
  readonly planRole: string;
  readonly applyRole: string;
}

/** The names of everything that the organization's stacks can contain (O1–O6, M6). */
export function organizationNames({ service, baselineRole, topicName, ...common }: OrganizationNames): DeployedNames {
  const { name, role } = FAILURE_REPORT;
  const policies = [role.policyName, MEMBER_EVENTS_POLICY];
  return {
    ...common,
    topics: [topicName],
    functions: [name],
    logGroups: [logGroupName(name)],
    keyAliases: [VAULT_KEY_ALIASES, topicKeyAlias(topicName)],
    queues: [FAILURE_QUEUE, FAILURE_DEAD_LETTERS, undeliveredQueue(topicName)],
    eventRules: [MEMBER_RULE, `${FAILURE_BUS}/${QUEUE_RULE}`],
    eventBuses: [FAILURE_BUS],
    schedules: [],
    alarms: [FAILURE_DEAD_LETTERS, FAILURE_AGE_ALARM, FAILURE_ERROR_ALARM],
    stackSets: [stackSetName(service)],
    buckets: [],
    identityProviders: [],
    roles: [baselineRole, role.name, MEMBER_EVENTS_ROLE],
    policies,
    attachablePolicies: [
      ...AWS_BACKUP_POLICIES,
      ...policies.map((policy) => iamArn(common.account, `policy/${policy}`)),
    ],
  };
}

export interface MemberNames extends Common {
  readonly baselineRole: string;
  /** The account and region of the failure bus. */
  readonly organization: Place;
}

/** The names of everything that the organizations stack can contain in a member, except its roles for plans and applies. */
export function memberNames({ baselineRole, organization, ...common }: MemberNames): DeployedNames {
  return {
    ...common,
    topics: [],
    functions: [],
    logGroups: [],
    keyAliases: [VAULT_KEY_ALIASES],
    queues: [],
    eventRules: [MEMBER_RULE],
    eventBuses: [],
    remoteBus: failureBusArn(organization),
    schedules: [],
    alarms: [],
    stackSets: [],
    buckets: [],
    identityProviders: [],
    roles: [baselineRole, MEMBER_EVENTS_ROLE],
    policies: [MEMBER_EVENTS_POLICY],
    attachablePolicies: [...AWS_BACKUP_POLICIES, iamArn(common.account, `policy/${MEMBER_EVENTS_POLICY}`)],
  };
}
