import type { EnvironmentInput } from '../../environments/schema';
import { planNamed, ruleNamed } from '../select';
import type { AppliedPlan } from './applied-plan';

/** A change that people make to the wide environment, and what the plans of the stacks that it concerns contain. */
export interface ConfigurationChange {
  readonly what: string;
  readonly change: (environment: EnvironmentInput) => void;
  /** Every other stack stays the same, byte by byte. */
  readonly stacks: Readonly<Record<string, AppliedPlan>>;
}

const EC2 = 'aws_backup_plan.plan-EC2_plan';

const added = (count: number): string[] => Array.from({ length: count }, () => 'medium resource-added');

/** One after the other, each on top of those before. */
export const CONFIGURATION_CHANGES: readonly ConfigurationChange[] = [
  {
    what: 'a rule added',
    change: ({ backup }) =>
      planNamed(backup, 'EC2').rules.unshift({
        name: 'Weekly',
        vault: 'EC2',
        schedule: 'cron(0 12 ? * SUN *)',
        startWindowMinutes: 60,
        deleteAfterDays: 90,
      }),
    stacks: { backup: { actions: [`update ${EC2}`], findings: ['medium plan-rule-added'] } },
  },
  {
    what: 'a longer retention',
    change: ({ backup }) => void (ruleNamed(backup, 'Weekly').deleteAfterDays = 120),
    stacks: { backup: { actions: [`update ${EC2}`], findings: ['medium retention-longer'] } },
  },
  {
    what: 'a shorter retention',
    change: ({ backup }) => void (ruleNamed(backup, 'Weekly').deleteAfterDays = 60),
    stacks: { backup: { actions: [`update ${EC2}`], findings: ['high retention-shorter'] } },
  },
  {
    what: 'a vault added, with a plan',
    change: ({ backup }) => {
      backup.vaults.unshift({ name: 'RDS' });
      backup.plans.unshift({
        name: 'RDS',
        rules: [
          { name: 'Daily', vault: 'RDS', schedule: 'cron(0 1 * * ? *)', startWindowMinutes: 60, deleteAfterDays: 7 },
        ],
        selections: [{ name: 'all', resources: ['arn:aws:rds:*:*:db:*'] }],
      });
    },
    stacks: {
      backup: {
        actions: [
          'create aws_backup_plan.plan-RDS_plan',
          'create aws_backup_selection.plan-RDS_selection-all_selection',
          'create aws_backup_vault.vault-RDS_vault',
          'create aws_backup_vault_notifications.vault-RDS_notifications',
        ],
        findings: [...added(4), 'medium output-changed'],
      },
    },
  },
  {
    what: 'a copy region added, with its vault',
    change: ({ backup }) => {
      backup.vaults.unshift({ name: 'EC2', region: 'us-west-2' });
      ruleNamed(backup, 'Weekly').copies = [{ vault: 'EC2', region: 'us-west-2' }];
    },
    stacks: {
      notifications: {
        actions: [
          'create aws_kms_alias.topic-key-us-west-2_alias',
          'create aws_kms_key.topic-key-us-west-2_key',
          'create aws_sns_topic.topic-us-west-2_topic',
          'create aws_sns_topic_policy.topic-us-west-2_topic-policy',
          'create aws_sns_topic_subscription.subscription-firstexamplecom-us-west-2_subscription',
          'create aws_sns_topic_subscription.subscription-secondexamplecom-us-west-2_subscription',
          'create aws_sqs_queue.dead-letter-queue-us-west-2_queue',
          'create aws_sqs_queue_policy.dead-letter-queue-us-west-2_queue-policy',
        ],
        findings: [...added(8), 'medium output-changed'],
      },
      backup: {
        actions: [
          'create aws_backup_vault.vault-EC2-us-west-2_vault',
          'create aws_backup_vault_notifications.vault-EC2-us-west-2_notifications',
          `update ${EC2}`,
        ],
        findings: ['medium copy-added', ...added(2), 'medium output-changed'],
      },
    },
  },
  {
    what: 'a recipient added',
    change: ({ notifications }) =>
      notifications?.subscriptions?.unshift({ protocol: 'email', endpoint: 'third@example.com' }),
    stacks: {
      notifications: {
        actions: ['-ap-northeast-3', '-us-west-2', ''].map(
          (region) => `create aws_sns_topic_subscription.subscription-thirdexamplecom${region}_subscription`,
        ),
        findings: added(3),
      },
    },
  },
  {
    what: 'a plan renamed',
    change: ({ backup }) => void (planNamed(backup, 'RDS').name = 'Databases'),
    stacks: {
      backup: {
        actions: [
          'create aws_backup_plan.plan-Databases_plan',
          'create aws_backup_selection.plan-Databases_selection-all_selection',
          'delete aws_backup_plan.plan-RDS_plan',
          'delete aws_backup_selection.plan-RDS_selection-all_selection',
        ],
        // AWS cannot rename a plan.
        findings: ['high plan-removed', 'high selection-removed', ...added(2)],
      },
    },
  },
  {
    what: 'every list reordered',
    change: (environment) => {
      const { backup, notifications } = environment;
      for (const list of [
        backup.vaults,
        backup.plans,
        notifications?.subscriptions ?? [],
        ...backup.plans.flatMap(({ rules, selections }) => [rules, selections]),
      ]) {
        list.reverse();
      }
    },
    // The JSON of the rules has another order.
    stacks: { backup: { actions: [], findings: [] } },
  },
];
