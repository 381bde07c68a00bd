/** A name that the stacks give to a resource, and that an environment can replace (X4). */
interface NameSetting {
  /** The type of the resource in Terraform. */
  readonly type: string;
  readonly name: string;
}

const role = (name: string) => ({ type: 'aws_iam_role', name }) as const;
const policy = (name: string) => ({ type: 'aws_iam_policy', name }) as const;
const lambda = (name: string) => ({ type: 'aws_lambda_function', name }) as const;

/**
 * Every name in an environment that no other setting determines, with its default (E5, S2–S6, S9, S10). The settings, the stacks,
 * the permissions of the deployment roles and the commands read this table.
 */
export const ENVIRONMENT_NAMES = {
  /** The role that AWS Backup assumes to back up. */
  backupRole: role('AWSBackupServiceEC2Role'),
  /** The role that AWS Backup assumes to restore. */
  restoreRole: role('AWSBackupServiceEC2Restore'),
  /** The role of the SSM backup's automation. */
  automationRole: role('SSMAutomationRole'),
  /** The role of the maintenance window. */
  windowRole: role('SSMMaintenanceWindowRole'),
  /** The role of the function that deletes old generations. */
  pruneRole: role('LambdaBackupRole'),
  /** The role of the function that checks SSM agents. */
  agentCheckRole: role('LambdaSSMAgentCheckRole'),
  /** The role of the schedule that starts the check. */
  schedulerRole: role('SchedulerSSMAgentCheckRole'),
  /** The policy with which the backup role passes instance roles. */
  backupPassRolePolicy: policy('AWSBackupServiceRolePolicyForEC2Restores'),
  /** The policy with which the restore role passes instance roles. */
  restorePassRolePolicy: policy('AWSBackupServiceRolePolicyForEC2Restore'),
  fastSnapshotRestoresPolicy: policy('ec2DescribeFastSnapshotRestores'),
  automationPolicy: policy('iam-policy-for-ssm-backup'),
  windowPolicy: policy('iam-policy-for-mw-ssm-backup'),
  prunePolicy: policy('iam-policy-for-lmd-ssm-backup'),
  agentCheckPolicy: policy('iam-policy-for-lmd-ssmagentcheck'),
  schedulerPolicy: policy('iam-policy-for-scheduler-ssmagentcheck'),
  /** The permissions boundary that the bootstrap creates. */
  roleBoundary: policy('backupctl-role-boundary'),
  /** The function that deletes old generations. Its log group has its name. */
  pruneFunction: lambda('lmd-del-backup-gen'),
  /** The function that checks SSM agents. Its log group has its name. */
  agentCheckFunction: lambda('lmd-ssmagentcheck-send-sns'),
  /** The queue of invocations of the check that could not be delivered, and its alarm. */
  agentCheckQueue: { type: 'aws_sqs_queue', name: 'evtbg-rule-ssmagentcheck-undelivered' },
  agentCheckSchedule: { type: 'aws_scheduler_schedule', name: 'evtbg-rule-ssmagentcheck' },
  /** The rule that reports failed executions of the backup document. */
  failureRule: { type: 'aws_cloudwatch_event_rule', name: 'evtbg-rule-backup' },
  /** The alarm for errors of the functions. */
  errorAlarm: { type: 'aws_cloudwatch_metric_alarm', name: 'lmd-ssm-backup-errors' },
} as const satisfies Readonly<Record<string, NameSetting>>;

type NameSettings = typeof ENVIRONMENT_NAMES;

/** The Terraform types of the names. */
export type NamedType = NameSettings[keyof NameSettings]['type'];

/** The names of one environment. */
export type EnvironmentNames = { readonly [Key in keyof NameSettings]: string };

/** The names unless the environment replaces them. */
export const DEFAULT_NAMES: EnvironmentNames = Object.fromEntries(
  Object.entries(ENVIRONMENT_NAMES).map(([key, { name }]) => [key, name]),
) as EnvironmentNames;

/** The names of resources of one type. */
export function namesOfType(names: EnvironmentNames, type: NamedType): string[] {
  return namedAs(type).map((key) => names[key]);
}

/** The setting that holds the name of a resource; undefined if none does. */
export function nameSetting(names: EnvironmentNames, type: string, name: string): keyof NameSettings | undefined {
  return namedAs(type).find((key) => names[key] === name);
}

function namedAs(type: string): (keyof NameSettings)[] {
  const keys = Object.keys(ENVIRONMENT_NAMES) as (keyof NameSettings)[];
  return keys.filter((key) => ENVIRONMENT_NAMES[key].type === type);
}
