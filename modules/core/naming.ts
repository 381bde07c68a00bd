/** The key under which a contract's map holds what belongs to a vault: names repeat across regions. */
export function vaultKey(region: string, name: string): string {
  return `${region}/${name}`;
}

/** Roles of the SSM backup: of its automation (S2), of its window and of the agent check's schedule (S10). */
export const AUTOMATION_ROLE = 'SSMAutomationRole';
export const WINDOW_ROLE = 'SSMMaintenanceWindowRole';
export const SCHEDULER_ROLE = 'SchedulerSSMAgentCheckRole';

/** The policy that bounds the roles of an environment, which its bootstrap makes. */
export const ROLE_BOUNDARY = 'backupctl-role-boundary';

/** What the check's schedule could not deliver (S10). */
export const AGENT_CHECK_QUEUE = 'evtbg-rule-ssmagentcheck-undelivered';

/** Where a function's logs lie. */
export function logGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** The alias of the key that is made for a topic (N1). */
export function topicKeyAlias(topicName: string): string {
  return `alias/${topicName}`;
}

/** A place in AWS, in which names become ARNs before anything is made. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Builds the ARN of what a service keeps under a name, such as `function:lmd-del-backup-gen`. */
export function arnOf(service: string, { accountId, region }: Place, name: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${name}`;
}

/** Builds the ARN of a role or a policy of an account: `role/SSMAutomationRole`. */
export function iamArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:${name}`;
}
