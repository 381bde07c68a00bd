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

/** Events of errors that no import reports. */
const ASYNCHRONOUS_ERRORS = ['unhandledRejection', 'uncaughtException'];

/**
 * Runs what loads files, which then can neither end the process nor set its exit code: a command would end without a result,
 * and look successful. What they print goes to stderr: stdout may have to be JSON.
 *
 * @param work gets a function that rejects what never settles
 */
export async function guardedLoad<T>(work: (settled: <L>(load: Promise<L>) => Promise<L>) => Promise<T>): Promise<T> {
  const { exitCode } = process;
  const exit = Object.getOwnPropertyDescriptor(process, 'exit') as PropertyDescriptor;
  const write = Object.getOwnPropertyDescriptor(process.stdout, 'write');
  let reject = (): void => {};
  let rejected = (_error: unknown): void => {};
  const idle = new Promise<never>((_resolve, fail) => {
    reject = () => fail(new UnsettledError());
  });
  const unhandled = new Promise<never>((_resolve, fail) => {
    rejected = fail;
  });
  // If every import ends, no one waits for them.
  idle.catch(() => {});
  unhandled.catch(() => {});
  process.exit = () => {
    throw new ExitError();
  };
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.once('beforeExit', reject);
  for (const event of ASYNCHRONOUS_ERRORS) process.on(event, rejected);
  try {
    const loaded = await work((load) => Promise.race([load, idle]));
    // Node.js reports a rejection after the current task.
    const reported = new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    await Promise.race([reported, unhandled]);
    return loaded;
  } finally {
    process.off('beforeExit', reject);
    for (const event of ASYNCHRONOUS_ERRORS) process.off(event, rejected);
    Object.defineProperty(process, 'exit', exit);
    if (write) Object.defineProperty(process.stdout, 'write', write);
    else Reflect.deleteProperty(process.stdout, 'write');
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
