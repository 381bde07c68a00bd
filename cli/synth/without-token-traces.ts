/**
 * Spares cdktf the stack trace that it takes of every token, a fifth of a large synth. The trace shows, when a token cannot
 * be resolved, where it was made: so work that fails is done once more, with traces.
 *
 * @param work makes and resolves tokens, and may be done twice
 * @throws what the work throws the second time
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const taking = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace') as PropertyDescriptor;
  // What cdktf calls; errors have their own trace without it.
  Object.defineProperty(Error, 'captureStackTrace', { ...taking, value: () => {} });
  try {
    return work();
  } catch {
    // The second run below reports the error.
  } finally {
    Object.defineProperty(Error, 'captureStackTrace', taking);
  }
  return work();
}
