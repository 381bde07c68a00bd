/** A file that ends the process instead of exporting its settings. */
class ExitError extends Error {
  constructor() {
    super('it calls process.exit');
  }
}

/** A file whose import never settles: nothing is left to do that could settle it. */
class UnsettledError extends Error {
  constructor() {
    super('its import never ends');
  }
}

/**
 * Runs what loads files, which then can neither end the process nor set its exit code: a command would end without a result,
 * and look successful.
 *
 * @param work gets a function that rejects what never settles
 */
export async function guardedLoad<T>(work: (settled: <L>(load: Promise<L>) => Promise<L>) => Promise<T>): Promise<T> {
  const { exitCode } = process;
  const exit = Object.getOwnPropertyDescriptor(process, 'exit') as PropertyDescriptor;
  let reject = (): void => {};
  const idle = new Promise<never>((_resolve, fail) => {
    reject = () => fail(new UnsettledError());
  });
  // If every import ends, no one waits for it.
  idle.catch(() => {});
  process.exit = () => {
    throw new ExitError();
  };
  process.once('beforeExit', reject);
  try {
    return await work((load) => Promise.race([load, idle]));
  } finally {
    process.off('beforeExit', reject);
    Object.defineProperty(process, 'exit', exit);
    process.exitCode = exitCode;
  }
}

/** Refuses to end successfully before a command is done, whatever a file of the configuration has called. */
export function refuseEarlyExit(): { readonly done: () => void } {
  const onExit = (code: number): void => {
    if (code !== 0) return;
    console.error(
      'The process was ended before the command was done.\n→ remove process.exit from the files of the configuration: they export literals',
    );
    process.exitCode = 1;
  };
  process.once('exit', onExit);
  return { done: () => void process.off('exit', onExit) };
}
