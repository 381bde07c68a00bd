/** Whether a text is an EC2 instance ID. */
export function isInstanceId(text: string): boolean {
  return /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text);
}

/** The ARN of an instance ID; any other text remains unchanged. */
export function instanceArn(
  resource: string,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): string {
  return isInstanceId(resource) ? `arn:aws:ec2:${region}:${accountId}:instance/${resource}` : resource;
}
