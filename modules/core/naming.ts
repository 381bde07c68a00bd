/** The key of a vault in a contract's map: vault names repeat across regions. */
export function vaultKey(region: string, name: string): string {
  return `${region}/${name}`;
}

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
