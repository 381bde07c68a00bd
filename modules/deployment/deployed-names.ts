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
import { awsBackupPolicy, BACKUP_ROLE, RESTORE_ROLE, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { topicKeyAlias, undeliveredQueue } from '../../domain/notifications/derived-names';
import type { DeployedNames } from '../../domain/terraform/permission';
import { FAILURE_REPORT, FUNCTION_RECORDS } from '../core/functions';
import {
  AGENT_CHECK_QUEUE,
  AGENT_CHECK_SCHEDULE,
  AUTOMATION_ROLE,
  ERROR_ALARM,
  FAILURE_AGE_ALARM,
  FAILURE_ERROR_ALARM,
  FAILURE_RULE,
  iamArn,
  logGroupName,
  type Place,
  ROLE_BOUNDARY,
  SCHEDULER_ROLE,
  WINDOW_ROLE,
} from '../core/naming';

/** The customer managed policies of an environment, each for one role (E5, S2–S4). */
const POLICIES = [
  'AWSBackupServiceRolePolicyForEC2Restore',
  'AWSBackupServiceRolePolicyForEC2Restores',
  'ec2DescribeFastSnapshotRestores',
  ...FUNCTION_RECORDS.map(({ role }) => role.policyName),
  'iam-policy-for-mw-ssm-backup',
  'iam-policy-for-scheduler-ssmagentcheck',
  'iam-policy-for-ssm-backup',
].toSorted();

const ROLES = [
  ...[BACKUP_ROLE, RESTORE_ROLE].map((name) => `${SERVICE_ROLE_PATH.slice(1)}${name}`),
  ...FUNCTION_RECORDS.map(({ role }) => role.name),
  AUTOMATION_ROLE,
  SCHEDULER_ROLE,
  WINDOW_ROLE,
].toSorted();

const AWS_BACKUP_POLICIES = [awsBackupPolicy('ForBackup'), awsBackupPolicy('ForRestores')];

const FUNCTIONS = FUNCTION_RECORDS.map(({ name }) => name);

const VAULT_KEY_ALIASES = 'alias/backup-vault-*';

type Common = Pick<DeployedNames, 'account' | 'region' | 'tags' | 'permissionsBoundary'>;

export interface EnvironmentNames extends Common {
  readonly topicName: string;
  readonly existingRoles: readonly string[];
  readonly existingTopics: readonly string[];
  /** ARNs of additional policies that the configuration attaches to roles. */
  readonly attachedPolicies: readonly string[];
}

/** The names of everything that the stacks of an environment can contain. */
export function environmentNames({ topicName, attachedPolicies, ...common }: EnvironmentNames): DeployedNames {
  const own = POLICIES.map((name) => iamArn(common.account, `policy/${name}`));
  return {
    ...common,
    topics: [topicName],
    functions: FUNCTIONS,
    logGroups: FUNCTIONS.map(logGroupName),
    keyAliases: [VAULT_KEY_ALIASES, topicKeyAlias(topicName)],
    queues: [AGENT_CHECK_QUEUE, undeliveredQueue(topicName)],
    eventRules: [FAILURE_RULE],
    eventBuses: [],
    schedules: [AGENT_CHECK_SCHEDULE],
    alarms: [AGENT_CHECK_QUEUE, ERROR_ALARM],
    stackSets: [],
    buckets: [],
    identityProviders: [],
    roles: ROLES,
    policies: POLICIES,
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
export function withBootstrap(deployed: DeployedNames, { bucket, planRole, applyRole }: BootstrapNames): DeployedNames {
  return {
    ...deployed,
    buckets: [bucket],
    identityProviders: [GITHUB_ISSUER],
    roles: [...deployed.roles, planRole, applyRole],
    policies: [...deployed.policies, ROLE_BOUNDARY, ...[planRole, applyRole].map((role) => `${role}-*`)],
  };
}

export interface BootstrapNames {
  readonly bucket: string;
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
