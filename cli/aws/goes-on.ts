const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits for what AWS does by itself. When the waiting is broken off by a signal, or fails, it says so on stderr; a signal
 * then ends the process as it would without this.
 *
 * @param text what goes on, and how it is followed again
 */
export async function goesOn<T>(text: string, waiting: () => Promise<T>): Promise<T> {
  const leave = (signal: NodeJS.Signals): void => {
    console.error(`\n${text}`);
    for (const one of SIGNALS) process.off(one, leave);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, leave);
  try {
    return await waiting();
  } catch (error) {
    console.error(text);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave);
  }
}
