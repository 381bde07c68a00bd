const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A command that cleans up when it is broken off. */
export interface Interruption {
  /** The first signal: begin nothing new, and clean up. */
  readonly first: AbortSignal;
  /** The second: clean up no longer, and say what is left. */
  readonly second: AbortSignal;
  /** From now on signals end the process again. */
  readonly done: () => void;
}

/** @param onFirst tells people that the command heard them */
export function interruption(onFirst: () => void): Interruption {
  const first = new AbortController();
  const second = new AbortController();
  const hear = (): void => {
    if (first.signal.aborted) second.abort();
    else {
      first.abort();
      onFirst();
    }
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  const done = (): void => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
  return { first: first.signal, second: second.signal, done };
}
