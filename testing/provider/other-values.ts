import type { Block } from '../synthesized';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const KEY = 'arn:aws:kms:ap-northeast-1:333333333333:key/00000000-0000-0000-0000-000000000000';
const ROLE = 'arn:aws:iam::333333333333:role/other';
const TOPIC = 'arn:aws:sns:ap-northeast-1:333333333333:other';

const inText = (pattern: RegExp, by: string) => (value: unknown) => String(value).replace(pattern, by);

/**
 * Other valid values, where a longer text or a larger number is none, by the name of the argument or its last part. Where
 * a review reads the value, the other one means something else.
 */
const OTHER_VALUES: Readonly<Record<string, unknown>> = {
  alarm_actions: TOPIC,
  architectures: 'x86_64',
  assume_role_policy: POLICY,
  'aws_cloudwatch_event_target.arn': TOPIC,
  'aws_organizations_policy.type': 'TAG_POLICY',
  'aws_organizations_policy.content': inText(/"@@assign":"\d+"/, '"@@assign":"99"'),
  'aws_sns_topic_policy.arn': TOPIC,
  'aws_ssm_document.content': inText(/"description":"/, '"description":"Other: '),
  'aws_ssm_maintenance_window.schedule': 'cron(30 04 ? * * *)',
  'aws_ssm_maintenance_window_target.resource_type': 'RESOURCE_GROUP',
  'aws_ssm_maintenance_window_task.targets.values': '00000000-0000-0000-0000-000000000000',
  aws_service_access_principals: 'config.amazonaws.com',
  backup_vault_events: 'RESTORE_JOB_COMPLETED',
  comparison_operator: 'LessThanThreshold',
  destination_vault_arn: 'arn:aws:backup:ap-northeast-3:333333333333:backup-vault:other',
  document_format: 'YAML',
  document_type: 'Command',
  effect: 'Allow',
  enabled_policy_types: 'TAG_POLICY',
  event_pattern: '{"source":["aws.ssm"]}',
  feature_set: 'CONSOLIDATED_BILLING',
  filter_policy_scope: 'MessageBody',
  filter_policy: '{"State":["FAILED"]}',
  iam_role_arn: ROLE,
  kms_key_arn: KEY,
  kms_master_key_id: KEY,
  max_concurrency: '50',
  max_errors: '50',
  object_ownership: 'ObjectWriter',
  period: 360,
  policy: POLICY,
  policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  protocol: 'sms',
  queue_url: 'https://sqs.ap-northeast-1.amazonaws.com/333333333333/other',
  redrive_policy: '{"deadLetterTargetArn":"arn:aws:sqs:ap-northeast-1:333333333333:other"}',
  region: 'eu-west-1',
  retention_in_days: 365,
  role: 'other',
  runtime: 'nodejs12.x',
  schedule: 'cron(0 7 * * ? *)',
  schedule_expression_timezone: 'Europe/Berlin',
  schedule_timezone: 'Europe/Berlin',
  service_role_arn: ROLE,
  sns_topic_arn: TOPIC,
  statistic: 'Sum',
  task_type: 'RUN_COMMAND',
  thumbprint_list: '1'.repeat(40),
  topic_arn: TOPIC,
  treat_missing_data: 'missing',
};

/** A valid value of an argument that is not this one. */
export function otherValue(name: string, value: unknown): unknown {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const other = OTHER_VALUES[name] ?? OTHER_VALUES[last];
  if (other !== undefined) return typeof other === 'function' ? other(value) : other;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  return text.includes('${') ? 'other' : `${text}x`;
}

/** The arguments that identify a block among others. */
const IDENTITIES = ['sid', 'rule_name', 'id', 'key', 'name', 'variable', 'destination_vault_arn', 'resource_type'];

/** A block beside this one. */
export function otherBlock(name: string, block: Block): Block {
  const key = IDENTITIES.find((one) => one in block) ?? Object.keys(block)[0] ?? '';
  const value = block[key];
  const other = otherValue(`${name}.${key}`, Array.isArray(value) ? value[0] : value);
  return { ...structuredClone(block), [key]: Array.isArray(value) ? [other] : other };
}
