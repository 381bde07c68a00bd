/** Whether AWS returned one of these errors. Accepts the SDK's error and its `AwsError`. */
export function isNamed(error: unknown, names: readonly string[]): boolean {
  const cause = sdkErrorOf(error);
  return cause instanceof Error && names.includes(cause.name);
}

/** Whether AWS reports that a resource does not exist. */
export function isGone(error: unknown): boolean {
  return isNamed(error, ['NotFoundException', 'ParameterNotFound', 'QueueDoesNotExist', 'ResourceNotFoundException']);
}

/** The response; undefined when the resource does not exist. */
export async function orGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The SDK's error behind an `AwsError`, or the error itself. */
export function sdkErrorOf(error: unknown): unknown {
  return error instanceof Error ? (error.cause ?? error) : error;
}
