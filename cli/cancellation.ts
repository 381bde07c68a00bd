import { AwsError } from '../operations/aws-error';
import { InterruptedError } from './exit-code';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signals that cancel a command. */
export interface Cancellation {
  /** The first signal: start nothing new, and clean up. */
  readonly first: AbortSignal;
  /** The second signal: stop cleaning up, and report what remains. */
  readonly second: AbortSignal;
  /** From now on, signals end the process again. */
  readonly dispose: () => void;
}

/** @param onFirst confirms to the user that the first signal was received */
export function listenForCancellation(onFirst: (signal: NodeJS.Signals) => void = () => {}): Cancellation {
  const first = new AbortController();
  const second = new AbortController();
  const receive = (signal: NodeJS.Signals): void => {
    if (first.signal.aborted) second.abort(new InterruptedError('Stopped.'));
    else {
      first.abort(new InterruptedError('Stopped.'));
      onFirst(signal);
    }
  };
  for (const signal of SIGNALS) process.on(signal, receive);
  const dispose = (): void => {
    for (const signal of SIGNALS) process.off(signal, receive);
  };
  return { first: first.signal, second: second.signal, dispose };
}

/**
 * Waits for work that AWS continues without this process. A user who cancels, or loses the connection, learns how to
 * follow it again.
 *
 * @param hint what continues, and the command that follows it
 * @param endBySignal whether the signal then ends the process, as if the command did not catch it, instead of exit code 130
 * @throws {InterruptedError} with the hint, on a signal
 * @throws {AwsError} with the hint, when waiting failed
 */
export async function untilCancelled<T>(
  work: (signal: AbortSignal) => Promise<T>,
  hint: string,
  { endBySignal = false } = {},
): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const { first, dispose } = listenForCancellation((signal) => {
    received = signal;
  });
  try {
    return await Promise.race([work(first), rejectOnAbort(first)]);
  } catch (error) {
    if (first.aborted) throw new InterruptedError(`\n${hint}`, endBySignal ? received : undefined);
    throw error instanceof AwsError ? new AwsError(`${error.message}\n${hint}`, { cause: error }) : error;
  } finally {
    dispose();
  }
}

/** @throws {InterruptedError} once the signal is aborted */
export function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as InterruptedError);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
