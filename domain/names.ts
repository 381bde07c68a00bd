/** A name that the stacks give to a resource, and that the configuration can replace (X4). */
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

/** The same for the organization: how failures of every account are reported (M6). */
export const ORGANIZATION_NAMES = {
  /** The bus that receives the events of every account. */
  failureBus: { type: 'aws_cloudwatch_event_bus', name: 'evtbg-bus-backup-failures' },
  /** The rule on the bus that queues the events. */
  failureQueueRule: { type: 'aws_cloudwatch_event_rule', name: 'evtbg-rule-backup-failures-queue' },
  failureQueue: { type: 'aws_sqs_queue', name: 'sqs-backup-failures' },
  /** The queue of events that could not be reported, and its alarm. */
  failureDeadLetters: { type: 'aws_sqs_queue', name: 'sqs-backup-failures-dead-letters' },
  /** The function that publishes one message for each cause. Its log group has its name. */
  failureFunction: lambda('lmd-backup-failures'),
  failureRole: role('LambdaBackupFailuresRole'),
  failurePolicy: policy('iam-policy-for-lmd-backup-failures'),
  /** The alarm for errors of the function. */
  failureErrorAlarm: { type: 'aws_cloudwatch_metric_alarm', name: 'lmd-backup-failures-errors' },
  /** The alarm for events that wait for the function too long. */
  failureAgeAlarm: { type: 'aws_cloudwatch_metric_alarm', name: 'sqs-backup-failures-age' },
  /** The rule in every account and region that sends events to the bus, and the role that it uses with its policy. */
  memberRule: { type: 'aws_cloudwatch_event_rule', name: 'evtbg-rule-backup-failures' },
  memberEventsRole: role('EventsBackupFailuresRole'),
  memberEventsPolicy: policy('iam-policy-for-evtbg-backup-failures'),
} as const satisfies Readonly<Record<string, NameSetting>>;

const ALL_NAMES = { ...ENVIRONMENT_NAMES, ...ORGANIZATION_NAMES };

type NameSettings = typeof ALL_NAMES;
export type NameKey = keyof NameSettings;

const KEYS = Object.keys(ALL_NAMES) as NameKey[];

/** The Terraform types of the names. */
export type NamedType = NameSettings[NameKey]['type'];

/** The names of one environment. */
export type EnvironmentNames = { readonly [Key in keyof typeof ENVIRONMENT_NAMES]: string };

/** The names of the organization. */
export type OrganizationNames = { readonly [Key in keyof typeof ORGANIZATION_NAMES]: string };

type Names = Partial<EnvironmentNames & OrganizationNames>;

/** The names unless a file replaces them. */
export const DEFAULT_NAMES: EnvironmentNames & OrganizationNames = Object.fromEntries(
  Object.entries(ALL_NAMES).map(([key, { name }]) => [key, name]),
) as EnvironmentNames & OrganizationNames;

/** The names of resources of one type. */
export function namesOfType(names: Names, type: NamedType): string[] {
  return namedAs(type).flatMap((key) => names[key] ?? []);
}

/** The setting that holds the name of a resource, of an alarm also that of its queue: one with another value than the default first. */
export function nameSetting(names: Names, type: string, name: string): NameKey | undefined {
  const holding = [...namedAs(type), ...KEYS].filter((key) => names[key] === name);
  return holding.find((key) => name !== DEFAULT_NAMES[key]) ?? holding[0];
}

function namedAs(type: string): NameKey[] {
  return KEYS.filter((key) => ALL_NAMES[key].type === type);
}
