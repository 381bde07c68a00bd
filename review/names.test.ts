import { ENVIRONMENT_NAMES, type NamedType, ORGANIZATION_NAMES } from '../domain/names';
import type { EnvironmentInput } from '../environments/schema';
import { fixtures } from '../testing/fixtures';
import { notifiedOrganization } from '../testing/notified-organization';
import { REVIEW_OPTIONS } from '../testing/review/options';
import { synthesizeAll } from '../testing/synthesized';
import { type Review, reviewApps, type SynthesizedApp } from './review';

type Finding = Review['findings'][number];

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
const EFFECTS: Readonly<Record<NamedType, readonly string[]>> = {
  aws_iam_role: ['high role-replaced aws_iam_role name'],
  aws_iam_policy: ['medium policy-replaced aws_iam_policy name'],
  aws_lambda_function: [
    'high function-replaced aws_lambda_function function_name',
    'high logs-deleted aws_cloudwatch_log_group name',
  ],
  aws_sqs_queue: ['high queue-replaced aws_sqs_queue name'],
  aws_scheduler_schedule: ['medium resource-replaced aws_scheduler_schedule name'],
  aws_cloudwatch_event_bus: ['high event-bus-removed aws_cloudwatch_event_bus name'],
  aws_cloudwatch_event_rule: ['medium resource-replaced aws_cloudwatch_event_rule name'],
  aws_cloudwatch_metric_alarm: ['medium resource-replaced aws_cloudwatch_metric_alarm alarm_name'],
};

const othersOf = (table: object) => Object.fromEntries(Object.keys(table).map((key) => [key, `other-${key}`]));

/** Names of an environment, then of the organization: as the review of both apps finds their changes. */
const TABLES = {
  environment: {
    table: ENVIRONMENT_NAMES,
    findings: findingsOf((input) => (input.names = othersOf(ENVIRONMENT_NAMES))),
  },
  organization: { table: ORGANIZATION_NAMES, findings: organizationFindings() },
};

function organizationFindings(): readonly Finding[] {
  const appWith = (names: object) => synthesizeAll([], { ...notifiedOrganization(), names });
  return reviewApps(appWith({}), appWith(othersOf(ORGANIZATION_NAMES)), REVIEW_OPTIONS).findings;
}

describe.each(Object.entries(TABLES))('X4 other names for everything in the %s', (_, { table, findings }) => {
  test.each(Object.entries<{ type: NamedType; name: string }>(table))(
    '%s is reported by its effect',
    (_key, setting) => {
      const { type, name } = setting;
      const names = [name, `/aws/lambda/${name}`];
      const own = findings.filter(({ before, path }) => path.endsWith('name') && names.includes(String(before)));
      expect(own.map(effectOf)).toEqual(expect.arrayContaining([...EFFECTS[type]]));
    },
  );
});

test('X4 another boundary is reported for every role that has it', () => {
  expect(TABLES.environment.findings.filter(({ rule }) => rule === 'role-boundary-changed')).toHaveLength(7);
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
