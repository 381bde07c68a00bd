/**
 * Whether a text matches a pattern in which `*` is any number of characters except white space, as AWS Backup reads ARN
 * patterns and the values of its conditions.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const pieces = pattern.split(/\*+/).map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(`^${pieces.join(String.raw`\S*`)}$`, 's').test(text);
}
