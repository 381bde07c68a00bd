import { setTimeout } from 'node:timers/promises';

import type { Progress } from '../progress';

/** A signal interrupted the drill. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** How a drill waits and reports progress. */
export interface Pace {
  readonly progress: Progress;
  /** @throws {InterruptedError} immediately when a signal arrives */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Call before each new step. @throws {InterruptedError} after a signal */
  readonly throwIfInterrupted: () => void;
}

/** A pace that a signal interrupts. AWS calls in progress are never aborted: their result would be unknown. */
export function pace(signal: AbortSignal, progress: Progress): Pace {
  const throwIfInterrupted = (): void => {
    if (signal.aborted) throw new InterruptedError('interrupted');
  };
  return {
    progress,
    throwIfInterrupted,
    wait: async (milliseconds) => {
      throwIfInterrupted();
      // Only the signal rejects it.
      await setTimeout(milliseconds, undefined, { signal }).catch(throwIfInterrupted);
    },
  };
}
