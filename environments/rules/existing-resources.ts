import { notifiedEvents } from '../../domain/backup/vault-events';
import { type Finding, refusal } from '../../domain/finding';
import type { Environment } from '../schema';
import { planPath, vaultPath } from './config-paths';
import type { EnvironmentRule } from './environment-rule';
import { ROLE_ARN, TOPIC_ARN } from './formats';

/** Roles and topics that exist: in the account and in the region of what uses them, and settings that they leave unused. */
export const existingResources: EnvironmentRule = (environment) => [
  ...namedRoles(environment).flatMap(({ path, arn }) => roleElsewhere(arn, environment, path)),
  ...namedTopics(environment).flatMap(({ path, arn, region }) => topicElsewhere(arn, region, environment, path)),
  ...unused(environment),
];

interface Named {
  readonly path: string;
  readonly arn: string | undefined;
}

function namedRoles(environment: Environment): Named[] {
  const { iam, backup } = environment;
  return [
    { path: 'iam.backupRoleArn', arn: iam.backupRoleArn },
    { path: 'iam.restoreRoleArn', arn: iam.restoreRoleArn },
    ...backup.plans.flatMap((plan) =>
      plan.selections.map(({ name, roleArn }) => ({
        path: `${planPath(plan, environment)}.selections.${name}.roleArn`,
        arn: roleArn,
      })),
    ),
  ];
}

function namedTopics(environment: Environment): (Named & { readonly region: string })[] {
  const { backup, notifications } = environment;
  return [
    ...Object.entries(notifications.topicArns).map(([region, arn]) => ({
      path: `notifications.topicArns.${region}`,
      arn,
      region,
    })),
    ...backup.vaults.map((vault) => ({
      path: `${vaultPath(vault, environment)}.topicArn`,
      arn: vault.topicArn,
      region: vault.region,
    })),
  ];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function roleElsewhere(found: string | undefined, { accountId }: Environment, path: string): Finding[] {
  if (found === undefined || !ROLE_ARN.pattern.test(found) || found.includes(`::${accountId}:`)) return [];
  return [
    refusal({
      rule: 'role-of-another-account',
      path,
      found,
      message: `the role is outside account ${accountId}: AWS Backup assumes only roles of the account that it backs up`,
      remedy: `name a role of account ${accountId}`,
    }),
  ];
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
function topicElsewhere(
  found: string | undefined,
  region: string,
  { accountId }: Environment,
  path: string,
): Finding[] {
  if (found === undefined || !TOPIC_ARN.pattern.test(found) || found.includes(`:${region}:${accountId}:`)) return [];
  return [
    refusal({
      rule: 'topic-elsewhere',
      path,
      found,
      message: `AWS Backup publishes only to topics of the vault's account and region, ${accountId} in ${region}`,
      remedy: `name a topic of account ${accountId} in ${region}`,
    }),
  ];
}

function unused(environment: Environment): Finding[] {
  const { iam, notifications, backup } = environment;
  const refuse = (path: string, message: string, remedy: string): Finding =>
    refusal({ rule: 'setting-without-effect', path, message, remedy });
  const bothExist = iam.backupRoleArn !== undefined && iam.restoreRoleArn !== undefined;
  const regions: readonly string[] = notifications.regions;
  return [
    ...(bothExist && iam.passableInstanceRoles.length > 0
      ? [
          refuse(
            'iam.passableInstanceRoles',
            'both roles of AWS Backup exist, and their policies decide which roles they can pass',
            'remove it, and let the policies of the existing roles pass these roles',
          ),
        ]
      : []),
    ...Object.keys(notifications.topicArns)
      .filter((region) => !regions.includes(region))
      .map((region) =>
        refuse(
          `notifications.topicArns.${region}`,
          `the environment has no vault in ${region}, so nothing publishes to this topic`,
          `name the topics of ${regions.join(', ')}`,
        ),
      ),
    ...(notifications.createdIn.length === 0 && notifications.otherSubscriptions !== undefined
      ? [
          refuse(
            'notifications.otherSubscriptions',
            'the environment has only existing topics, whose subscriptions it neither changes nor compares',
            'remove it',
          ),
        ]
      : []),
    ...backup.vaults
      .filter((vault) => vault.topicArn !== undefined && notifiedEvents(vault).length === 0)
      .map((vault) =>
        refuse(
          `${vaultPath(vault, environment)}.topicArn`,
          vault.notify === 'unmanaged'
            ? 'Terraform does not change where the vault publishes, because notify is unmanaged'
            : 'the vault publishes no events, because notify is empty',
          'remove topicArn, or name events in notify',
        ),
      ),
  ];
}
