import { setTimeout } from 'node:timers/promises';

import type { Progress } from '../progress';

/** The drill was broken off, by a person or by the system. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** How a drill passes its time. */
export interface Pace {
  readonly progress: Progress;
  /** @throws {InterruptedError} at once when it is broken off */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** @throws {InterruptedError} when it was broken off: nothing new is begun then */
  readonly throwIfInterrupted: () => void;
}

/** A pace that a signal breaks off. What was asked of AWS is never cut short: nobody would know what came of it. */
export function pace(signal: AbortSignal, progress: Progress): Pace {
  const throwIfInterrupted = (): void => {
    if (signal.aborted) throw new InterruptedError('interrupted');
  };
  return {
    progress,
    throwIfInterrupted,
    wait: async (milliseconds) => {
      throwIfInterrupted();
      // It is rejected by the signal only.
      await setTimeout(milliseconds, undefined, { signal }).catch(throwIfInterrupted);
    },
  };
}
