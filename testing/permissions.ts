/** The arguments of a resource. */
type Block = Readonly<Record<string, any>>;

/** A statement of a policy document as Terraform has it. */
export interface Statement {
  readonly sid?: string;
  /** Allow where nothing else is said. */
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
  readonly principals?: unknown;
}

/** Whether one of the statements lets in an action on an ARN, by its patterns and apart from its conditions. */
export function allowed(statements: readonly Statement[], action: string, arn: string): boolean {
  return statements.some(
    ({ effect, actions, resources }) =>
      effect !== 'Deny' &&
      actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => fits(pattern, arn)),
  );
}

function fits(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`).test(text);
}

const ACCOUNT = '333333333333';
const REGION = 'ap-northeast-1';
const at = (service: string, name: unknown) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${String(name)}`;
/** The ARN of what IAM keeps in the account of prod: `iam('policy/', name)`. */
export const iam = (kind: string, name: unknown) => `arn:aws:iam::${ACCOUNT}:${kind}${String(name)}`;

/** What making a resource of a type takes: an action and the ARN that it acts on. */
export const MAKES: Record<string, (block: Block) => [action: string, arn: string]> = {
  aws_backup_plan: () => ['backup:CreateBackupPlan', at('backup', 'backup-plan:id')],
  aws_backup_selection: () => ['backup:CreateBackupSelection', at('backup', 'backup-plan:id')],
  aws_backup_vault: ({ name }) => ['backup:CreateBackupVault', at('backup', `backup-vault:${name}`)],
  aws_backup_vault_lock_configuration: () => ['backup:PutBackupVaultLockConfiguration', at('backup', 'backup-vault:v')],
  aws_backup_vault_notifications: () => ['backup:PutBackupVaultNotifications', at('backup', 'backup-vault:v')],
  aws_backup_vault_policy: () => ['backup:PutBackupVaultAccessPolicy', at('backup', 'backup-vault:v')],
  aws_backup_region_settings: () => ['backup:UpdateRegionSettings', '*'],
  aws_cloudwatch_event_rule: ({ name }) => ['events:PutRule', at('events', `rule/${name}`)],
  aws_cloudwatch_event_target: () => ['events:PutTargets', at('events', 'rule/evtbg-rule-backup')],
  aws_cloudwatch_log_group: ({ name }) => ['logs:CreateLogGroup', at('logs', `log-group:${name}`)],
  aws_cloudwatch_metric_alarm: ({ alarm_name }) => [
    'cloudwatch:PutMetricAlarm',
    at('cloudwatch', `alarm:${alarm_name}`),
  ],
  aws_iam_policy: ({ name }) => ['iam:CreatePolicy', iam('policy/', name)],
  aws_iam_role: ({ name, path }) => ['iam:CreateRole', iam(`role${path ?? '/'}`, name)],
  aws_iam_role_policy_attachment: () => ['iam:AttachRolePolicy', iam('role/', 'SSMAutomationRole')],
  aws_kms_alias: ({ name }) => ['kms:CreateAlias', at('kms', name)],
  aws_kms_key: () => ['kms:CreateKey', '*'],
  aws_lambda_function: ({ function_name }) => ['lambda:CreateFunction', at('lambda', `function:${function_name}`)],
  aws_lambda_function_event_invoke_config: () => [
    'lambda:PutFunctionEventInvokeConfig',
    at('lambda', 'function:lmd-ssmagentcheck-send-sns'),
  ],
  aws_scheduler_schedule: ({ name }) => ['scheduler:CreateSchedule', at('scheduler', `schedule/default/${name}`)],
  aws_sns_topic: ({ name }) => ['sns:CreateTopic', at('sns', name)],
  aws_sns_topic_policy: () => ['sns:SetTopicAttributes', at('sns', 'sns-backup-alertnotification')],
  aws_sns_topic_subscription: () => ['sns:Subscribe', at('sns', 'sns-backup-alertnotification')],
  aws_sqs_queue: ({ name }) => ['sqs:CreateQueue', at('sqs', name)],
  aws_sqs_queue_policy: () => ['sqs:SetQueueAttributes', at('sqs', 'evtbg-rule-ssmagentcheck-undelivered')],
  aws_ssm_document: ({ name }) => ['ssm:CreateDocument', at('ssm', `document/${name}`)],
  aws_ssm_maintenance_window: () => ['ssm:CreateMaintenanceWindow', '*'],
  aws_ssm_maintenance_window_target: () => [
    'ssm:RegisterTargetWithMaintenanceWindow',
    at('ssm', 'maintenancewindow/mw-1'),
  ],
  aws_ssm_maintenance_window_task: () => ['ssm:RegisterTaskWithMaintenanceWindow', at('ssm', 'maintenancewindow/mw-1')],
};
