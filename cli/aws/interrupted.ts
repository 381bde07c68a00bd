import { InterruptedError } from '../exit-code';

/**
 * Waits for work that goes on in AWS, until people press Ctrl-C.
 *
 * @param goesOn what they are told then
 * @throws {InterruptedError}
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>, goesOn: string): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new InterruptedError(`\n${goesOn}`);
    throw error;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}
