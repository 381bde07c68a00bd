/**
 * A response with a success status that is not AWS's: a proxy or an outage answers with an empty or an HTML body. The SDK
 * parses that to an output without members. `withAwsErrors` adds the call to the message.
 */
export class UnreadableResponseError extends Error {
  override readonly name = 'UnreadableResponseError';
}

/**
 * A member that AWS sends in every response of an operation, also when it is empty.
 *
 * A list without elements arrives as `[]`: JSON protocols send `[]`, and the XML protocols of EC2, SNS and IAM send an
 * empty element such as `<launchTemplates/>`. Exceptions are S3, whose `ListObjectsV2` sends `KeyCount` instead of
 * `Contents`, and SQS, whose `ReceiveMessage` sends `{}` when there is no message: see {@link answered}.
 *
 * @throws {UnreadableResponseError} when the member, or an element of its list, is missing
 */
export function required<Output extends object, Member extends keyof Output & string>(
  output: Output,
  member: Member,
): NonNullable<Output[Member]> {
  const value = output[member];
  if (value === undefined || value === null) throw new UnreadableResponseError(`it has no ${member}`);
  const missing = Array.isArray(value) ? value.findIndex((element) => element === undefined || element === null) : -1;
  if (missing >= 0) throw new UnreadableResponseError(`it has no ${member}[${missing}]`);
  return value;
}

/**
 * A response that can have no members, such as that of a deletion. AWS sends a request ID in the headers of every response.
 *
 * @throws {UnreadableResponseError} when it has none
 */
export function answered<Output extends { readonly $metadata: { readonly requestId?: string | undefined } }>(
  output: Output,
): Output {
  if (output.$metadata.requestId === undefined) throw new UnreadableResponseError('it has no request ID');
  return output;
}
