import path from 'node:path';

import { run } from '../bin/run';
import { type Ended, FIXTURES } from './commands';

type Variables = Readonly<Record<string, string | undefined>>;

/** Commands share the process's folder, variables and output, so each waits for the one before. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs `backupctl` in this process as `bin/backupctl.js` does in a separate process, but without starting Node.js and
 * loading everything again.
 *
 * @param folder the working directory
 * @param variables all environment variables
 */
export function runInProcess(args: readonly string[], folder: string, variables: Variables): Promise<Ended> {
  const ended = previous.then(() => execute(args, folder, variables));
  previous = ended.catch(() => {});
  return ended;
}

async function execute(args: readonly string[], folder: string, variables: Variables): Promise<Ended> {
  const restore = [
    restoreProcess(),
    restoreVariables(),
    shortenTimeouts(variables['TEST_REQUEST_TIMEOUT']),
    printToProcess(),
  ];
  const exitListeners = process.rawListeners('exit');
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  try {
    process.chdir(folder);
    setVariables(variables);
    process.exitCode = undefined;
    process.argv = [process.execPath, path.resolve(__dirname, '../bin/backupctl.js'), ...args];
    process.exit = exit;
    await program().main();
  } catch (error) {
    // What Node.js does with an error that nothing catches.
    if (!(error instanceof Exit)) {
      console.error(error);
      process.exitCode = 1;
    }
  } finally {
    runNewExitListeners(exitListeners);
    stdout.release();
    stderr.release();
  }
  const code = Number(process.exitCode ?? 0);
  for (const each of restore) each();
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/**
 * The command line. With the fixtures, which no test changes, it is loaded once for all commands in a row: finding out that no
 * source has changed takes longer than most commands. After a command with other environments it is loaded again, because it
 * reads files beside the environments of the last load.
 */
function program(): { readonly main: () => Promise<void> } {
  const isOnFixtures = process.env['BACKUP_ENVIRONMENTS_DIR'] === FIXTURES;
  const loaded = (isOnFixtures ? onFixtures : undefined) ?? run('cli/main.ts', 'external');
  onFixtures = isOnFixtures ? loaded : undefined;
  return loaded;
}

let onFixtures: ReturnType<typeof program> | undefined;

class Exit extends Error {}

function exit(code?: number | string | null): never {
  process.exitCode = code ?? process.exitCode;
  throw new Exit();
}

function restoreProcess(): () => void {
  const { argv, exitCode } = process;
  const [cwd, before] = [process.cwd(), Object.getOwnPropertyDescriptor(process, 'exit')];
  return () => {
    process.chdir(cwd);
    Object.assign(process, { argv, exitCode });
    if (before) Object.defineProperty(process, 'exit', before);
  };
}

/** Lets requests of the AWS SDK time out after this many milliseconds instead of a minute. */
function shortenTimeouts(milliseconds: string | undefined): () => void {
  const { setTimeout: before } = globalThis;
  if (milliseconds === undefined) return () => {};
  const shorter = (callback: () => void, delay?: number) =>
    before(callback, delay === 60_000 ? Number(milliseconds) : delay);
  globalThis.setTimeout = Object.assign<typeof shorter, typeof before>(shorter, before);
  return () => void (globalThis.setTimeout = before);
}

/** Takes the place of jest's console, which collects what tests print. */
function printToProcess(): () => void {
  const { console: before } = globalThis;
  globalThis.console = nodeConsole;
  return () => void (globalThis.console = before);
}

const { console: nodeConsole } = globalThis;

function restoreVariables(): () => void {
  const before = { ...process.env };
  return () => setVariables(before);
}

function setVariables(variables: Variables): void {
  for (const name of Object.keys(process.env)) if (variables[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] = value;
}

interface Captured {
  readonly text: () => string;
  readonly release: () => void;
}

/** Keeps what a stream is given, and afterwards removes the listeners that the command has added. */
function capture(stream: NodeJS.WriteStream): Captured {
  const written: Buffer[] = [];
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    written.push(Buffer.from(chunk as string));
    const done = rest.find((one) => typeof one === 'function');
    if (done) process.nextTick(done);
    return true;
  };
  const replaced = (['write', 'isTTY'] as const).map(
    (name) => [name, Object.getOwnPropertyDescriptor(stream, name)] as const,
  );
  const listeners = new Map(stream.eventNames().map((event) => [event, stream.rawListeners(event)]));
  Object.defineProperty(stream, 'write', { value: write, configurable: true, writable: true });
  Object.defineProperty(stream, 'isTTY', { value: false, configurable: true, writable: true });
  return {
    text: () => Buffer.concat(written).toString(),
    release: () => {
      for (const [name, before] of replaced) {
        delete (stream as Partial<NodeJS.WriteStream>)[name];
        if (before) Object.defineProperty(stream, name, before);
      }
      for (const event of stream.eventNames()) {
        for (const added of newListeners(stream, event, listeners.get(event))) stream.off(event, added);
      }
    },
  };
}

/** A command removes its temporary folders when its process exits. */
function runNewExitListeners(before: readonly unknown[]): void {
  for (const added of newListeners(process, 'exit', before)) {
    process.off('exit', added);
    added.call(process, process.exitCode);
  }
}

function newListeners(emitter: NodeJS.EventEmitter, event: string | symbol, before: readonly unknown[] = []) {
  return emitter.rawListeners(event).filter((one) => !before.includes(one)) as ((...args: unknown[]) => void)[];
}
