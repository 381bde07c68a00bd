/** Whether AWS answered with one of these errors, told for people already or not. */
export function isNamed(error: unknown, names: readonly string[]): boolean {
  const cause = sdkErrorOf(error);
  return cause instanceof Error && names.includes(cause.name);
}

/** Whether AWS knows no such thing. */
export function isGone(error: unknown): boolean {
  return isNamed(error, ['NotFoundException', 'ParameterNotFound', 'QueueDoesNotExist', 'ResourceNotFoundException']);
}

/** What AWS answers; undefined when it knows no such thing. */
export async function orGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The SDK's error, where it was told for people already. */
export function sdkErrorOf(error: unknown): unknown {
  return error instanceof Error ? (error.cause ?? error) : error;
}
