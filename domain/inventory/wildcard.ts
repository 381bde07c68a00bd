/**
 * Whether a text fits a pattern in which `*` stands for any run of characters that are no white space, as AWS Backup
 * reads ARN patterns and the values of its conditions.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  const pieces = pattern.split(/\*+/).map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(`^${pieces.join(String.raw`\S*`)}$`, 's').test(text);
}
