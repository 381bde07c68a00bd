/** Whether a text is the id of an EC2 instance. */
export function isInstanceId(text: string): boolean {
  return /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text);
}

/** The ARN of an instance by its id; any other text stays as it is. */
export function instanceArn(
  resource: string,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): string {
  return isInstanceId(resource) ? `arn:aws:ec2:${region}:${accountId}:instance/${resource}` : resource;
}
