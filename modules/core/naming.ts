/** The key of a vault in a contract's map: vault names repeat across regions. */
export function vaultKey(region: string, name: string): string {
  return `${region}/${name}`;
}

/** Roles of the SSM backup: of its automation (S2), of its window and of the agent check's schedule (S10). */
export const AUTOMATION_ROLE = 'SSMAutomationRole';
export const WINDOW_ROLE = 'SSMMaintenanceWindowRole';
export const SCHEDULER_ROLE = 'SchedulerSSMAgentCheckRole';

/** The permissions boundary of an environment's roles, which its bootstrap creates. */
export const ROLE_BOUNDARY = 'backupctl-role-boundary';

/** The rule that reports failed executions of the backup document (S9). */
export const FAILURE_RULE = 'evtbg-rule-backup';

/** The schedule of the agent check (S10). */
export const AGENT_CHECK_SCHEDULE = 'evtbg-rule-ssmagentcheck';

/** The alarm for errors of the functions. */
export const ERROR_ALARM = 'lmd-ssm-backup-errors';

/** The queue of undelivered invocations of the agent check (S10). */
export const AGENT_CHECK_QUEUE = 'evtbg-rule-ssmagentcheck-undelivered';

/** The alarms of the organization's failure reports: errors of the function, and events that wait for it too long. */
export const FAILURE_ERROR_ALARM = 'lmd-backup-failures-errors';
export const FAILURE_AGE_ALARM = 'sqs-backup-failures-age';

/** The log group of a function. */
export function logGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** An account and a region, in which names become ARNs before the resources exist. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Builds the ARN of a named resource of a service, such as `function:lmd-del-backup-gen`. */
export function arnOf(service: string, { accountId, region }: Place, name: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${name}`;
}

/** Builds the ARN of a role or a policy of an account: `role/SSMAutomationRole`. */
export function iamArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:${name}`;
}
