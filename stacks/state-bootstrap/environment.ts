import { backupRoleArn, restoreRoleArn } from '../../domain/backup/service-roles';
import { regionTopicArn } from '../../domain/notifications/topic-arns';
import type { Environment } from '../../environments/schema';
import { applyPolicies } from '../../modules/deployment/apply-permissions';
import { environmentNames, withBootstrap } from '../../modules/deployment/deployed-names';
import { readStatements } from '../../modules/deployment/read-permissions';
import { roleBoundaryArn, roleBoundaryStatements } from '../../modules/iam/role-boundary';
import { backupContract } from '../backup/contract';
import { notificationsContract } from '../notifications/contract';
import { ssmBackupContract } from '../ssm-backup/contract';
import { type BootstrapTarget, stateFolder } from './stack';

/** The stacks of an environment, and the environments next to it in promotion order. */
export interface Surroundings {
  /** The names of every stack that the environment can have, such as `iam`. */
  readonly stacks: readonly string[];
  readonly before: Environment | undefined;
  readonly after: Environment | undefined;
}

/** What the stacks of an environment contain, by the policy that lets an apply change it. */
const POLICIES = {
  backup: ['vaults', 'plans'],
  identity: ['identity'],
  services: ['services', 'systems-manager'],
} as const;

/** What the bootstrap of an environment creates; undefined if the environment has none. */
export function environmentBootstrap(
  environment: Environment,
  { stacks, before, after }: Surroundings,
): BootstrapTarget | undefined {
  const { accountId, bootstrap, name, names, notifications, region, service, ssmBackup, state } = environment;
  if (!bootstrap) return undefined;
  const deployed = environmentNames({
    account: accountId,
    region,
    names,
    topicName: notifications.topicName,
    existingRoles: existingRoles(environment),
    existingTopics: Object.values(notifications.topicArns),
    attachedPolicies: ssmBackup === 'none' ? [] : ssmBackup.automationPolicyArns,
    tags: {
      ManagedBy: ['Terraform'],
      Environment: [name],
      Service: [service],
      Stack: [backupContract.stack, notificationsContract.stack, ssmBackupContract.stack],
    },
    permissionsBoundary: roleBoundaryArn(environment),
  });
  return {
    ...environment,
    bootstrap,
    states: stacks.map((stack) => `${stack}/terraform.tfstate`),
    policies: applyPolicies(POLICIES, deployed),
    reads: readStatements(
      Object.values(POLICIES).flat(),
      withBootstrap(deployed, { ...bootstrap, ...state, roleBoundary: names.roleBoundary }),
    ),
    parameters: endpointParameters(notifications.subscriptions),
    assumedRoles: { plan: [], apply: [] },
    roleBoundary: roleBoundaryOf(environment),
    before: before && neighbourFolder(before),
    after: readersOf(after),
  };
}

/** ARNs of the roles that selections use and that no stack creates. */
function existingRoles({ iam, backup }: Environment): string[] {
  const ofSelections = backup.plans.flatMap(({ selections }) => selections.flatMap(({ roleArn }) => roleArn ?? []));
  return [...new Set([...(iam.backupRoleArn === undefined ? [] : [iam.backupRoleArn]), ...ofSelections])].toSorted();
}

/** The names of the parameters that hold the endpoints of subscriptions. */
export function endpointParameters(subscriptions: Environment['notifications']['subscriptions']): string[] {
  return subscriptions.flatMap((subscription) =>
    subscription.protocol === 'https' ? (subscription.endpointParameter ?? []) : [],
  );
}

/** The permissions boundary of the environment's roles, unless others manage it. */
function roleBoundaryOf(environment: Environment): BootstrapTarget['roleBoundary'] {
  const { accountId, region, iam, names, ssmBackup } = environment;
  if (iam.permissionsBoundary !== 'made-here') return undefined;
  const statements = roleBoundaryStatements({
    accountId,
    region,
    names,
    topicArn: regionTopicArn(environment, region),
    backupRoleArn: backupRoleArn(environment),
    restoreRoleArn: restoreRoleArn(environment),
    passableInstanceRoles: iam.passableInstanceRoles,
    imageParameterArns: ssmBackup === 'none' ? [] : ssmBackup.imageParameterArns,
    furtherActions: iam.boundaryActions,
  });
  return { name: names.roleBoundary, statements };
}

function neighbourFolder(before: Environment): BootstrapTarget['before'] {
  const { accountId, state } = before;
  const keyMadeIn = state.kmsKey === undefined ? undefined : { accountId, region: state.region };
  return { ...stateFolder(before), keyMadeIn };
}

/** If others manage the roles of the next environment, their bucket policy gives it access. */
function readersOf(after: Environment | undefined): BootstrapTarget['after'] {
  if (!after?.bootstrap) return undefined;
  const { planRole, applyRole } = after.bootstrap;
  return { accountId: after.accountId, roles: [applyRole, planRole] };
}
