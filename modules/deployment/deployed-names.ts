import { GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import { failureBusArn } from '../../domain/backup-events/failure-bus-arn';
import { stackSetName } from '../../domain/baseline/names';
import { awsBackupPolicy, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { topicKeyAlias, undeliveredQueue } from '../../domain/notifications/derived-names';
import {
  type EnvironmentNames as OwnNames,
  namesOfType,
  type OrganizationNames as CommonNames,
} from '../../domain/names';
import type { DeployedNames } from '../../domain/terraform/permission';
import { iamArn, logGroupName, type Place } from '../core/naming';

const AWS_BACKUP_POLICIES = [awsBackupPolicy('ForBackup'), awsBackupPolicy('ForRestores')];

const VAULT_KEY_ALIASES = 'alias/backup-vault-*';

type Common = Pick<DeployedNames, 'account' | 'region' | 'tags' | 'permissionsBoundary'>;

export interface EnvironmentNames extends Common {
  readonly names: OwnNames;
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
  readonly names: CommonNames;
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
export function organizationNames({
  names,
  service,
  baselineRole,
  topicName,
  ...common
}: OrganizationNames): DeployedNames {
  const { failureBus, failureDeadLetters, failureFunction, memberRule } = names;
  const policies = [names.failurePolicy, names.memberEventsPolicy];
  return {
    ...common,
    topics: [topicName],
    functions: [failureFunction],
    logGroups: [logGroupName(failureFunction)],
    keyAliases: [VAULT_KEY_ALIASES, topicKeyAlias(topicName)],
    queues: [names.failureQueue, failureDeadLetters, undeliveredQueue(topicName)],
    eventRules: [memberRule, `${failureBus}/${names.failureQueueRule}`],
    eventBuses: [failureBus],
    schedules: [],
    alarms: [failureDeadLetters, names.failureAgeAlarm, names.failureErrorAlarm],
    stackSets: [stackSetName(service)],
    buckets: [],
    identityProviders: [],
    roles: [baselineRole, names.failureRole, names.memberEventsRole],
    policies,
    attachablePolicies: [
      ...AWS_BACKUP_POLICIES,
      ...policies.map((policy) => iamArn(common.account, `policy/${policy}`)),
    ],
  };
}

export interface MemberNames extends Common {
  readonly names: CommonNames;
  readonly baselineRole: string;
  /** The account and region of the failure bus. */
  readonly organization: Place;
}

/** The names of everything that the organizations stack can contain in a member, except its roles for plans and applies. */
export function memberNames({ names, baselineRole, organization, ...common }: MemberNames): DeployedNames {
  return {
    ...common,
    topics: [],
    functions: [],
    logGroups: [],
    keyAliases: [VAULT_KEY_ALIASES],
    queues: [],
    eventRules: [names.memberRule],
    eventBuses: [],
    remoteBus: failureBusArn({ ...organization, names }),
    schedules: [],
    alarms: [],
    stackSets: [],
    buckets: [],
    identityProviders: [],
    roles: [baselineRole, names.memberEventsRole],
    policies: [names.memberEventsPolicy],
    attachablePolicies: [...AWS_BACKUP_POLICIES, iamArn(common.account, `policy/${names.memberEventsPolicy}`)],
  };
}
