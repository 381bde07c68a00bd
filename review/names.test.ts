import { ENVIRONMENT_NAMES, type EnvironmentNames, type NamedType } from '../domain/names';
import type { EnvironmentInput } from '../environments/schema';
import { fixtures } from '../testing/fixtures';
import { REVIEW_OPTIONS } from '../testing/review/options';
import { synthesizeAll } from '../testing/synthesized';
import { type Review, reviewApps, type SynthesizedApp } from './review';

type Finding = Review['findings'][number];

const KEYS = Object.keys(ENVIRONMENT_NAMES) as (keyof EnvironmentNames)[];

const appOf = (change: (input: EnvironmentInput) => unknown): SynthesizedApp => {
  const input = structuredClone(fixtures.prod);
  change(input);
  return synthesizeAll([input]);
};

const base = appOf(() => {});

const findingsOf = (change: (input: EnvironmentInput) => unknown) =>
  reviewApps(base, appOf(change), REVIEW_OPTIONS).findings;

const effectOf = ({ severity, rule, address, path }: Finding) =>
  `${severity} ${rule} ${address?.split('.')[0]} ${path}`;

/** The effect of another name by the type of the resource, and the argument that holds the name. */
const EFFECTS: Readonly<Record<NamedType, string>> = {
  aws_iam_role: 'high role-replaced aws_iam_role name',
  aws_iam_policy: 'medium policy-replaced aws_iam_policy name',
  aws_lambda_function: 'high function-replaced aws_lambda_function function_name',
  aws_sqs_queue: 'high queue-replaced aws_sqs_queue name',
  aws_scheduler_schedule: 'medium resource-replaced aws_scheduler_schedule name',
  aws_cloudwatch_event_rule: 'medium resource-replaced aws_cloudwatch_event_rule name',
  aws_cloudwatch_metric_alarm: 'medium resource-replaced aws_cloudwatch_metric_alarm alarm_name',
};

/** What else the names of these types hold. */
const MORE: Partial<Record<NamedType, readonly string[]>> = {
  aws_lambda_function: ['high logs-deleted aws_cloudwatch_log_group name'],
  aws_sqs_queue: ['medium resource-replaced aws_cloudwatch_metric_alarm alarm_name'],
};

describe('X4 other names for everything', () => {
  const findings = findingsOf((input) => {
    input.names = Object.fromEntries(KEYS.map((key) => [key, `other-${key}`]));
  });

  test.each(KEYS)('%s is reported by its effect', (key) => {
    const { type, name } = ENVIRONMENT_NAMES[key];
    const names = [name, `/aws/lambda/${name}`];
    const own = findings.filter(({ before, path }) => path.endsWith('name') && names.includes(String(before)));
    const found = new Set(
      own.map(effectOf).filter((effect) => effect.includes(` ${type} `) || MORE[type]?.includes(effect)),
    );
    expect([...found].toSorted()).toEqual([EFFECTS[type], ...(MORE[type] ?? [])].toSorted());
  });

  test('another boundary is reported for every role that has it', () => {
    expect(findings.filter(({ rule }) => rule === 'role-boundary-changed')).toHaveLength(7);
  });
});

test.each<[string, (input: EnvironmentInput) => unknown, string]>([
  [
    'topic, whose recipients confirm again',
    (input) => (input.notifications = { ...input.notifications, topicName: 'other' }),
    'high topic-replaced aws_sns_topic name',
  ],
  [
    'window, in place',
    (input) => (input.ssmBackup = { window: { name: 'other' } }),
    'medium window-settings-changed aws_ssm_maintenance_window name',
  ],
  [
    'existing role instead of one that a stack created',
    (input) => (input.iam = { ...input.iam, backupRoleArn: 'arn:aws:iam::333333333333:role/existing' }),
    'high role-removed aws_iam_role ',
  ],
  [
    'existing topic instead of one that a stack created',
    ({ backup }) => {
      for (const vault of backup.vaults)
        if (vault.name === 'EFS') vault.topicArn = 'arn:aws:sns:ap-northeast-1:333333333333:existing';
    },
    'high vault-notification-moved aws_backup_vault_notifications sns_topic_arn',
  ],
])('X4 another %s', (_, change, effect) => {
  expect(findingsOf(change).map(effectOf)).toContain(effect);
});
