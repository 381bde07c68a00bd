import { AsyncLocalStorage } from 'node:async_hooks';

import { ModuleMocker } from 'jest-mock';

import { takeMoto } from '../aws/moto-pool';
import { runInProcess } from '../run-in-process';

/**
 * Runs tests in the context of the worker, where they share packages (testing/jest/runtime.js), commands and motos. Afterwards
 * the process is as before.
 */
export default class SharedEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern = null;
  readonly #undo = [undoReplacements(), undoVariables(), disableStorages()];

  setup(): Promise<void> {
    Object.assign(globalThis, { runInProcess, takeMoto });
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    for (const undo of this.#undo) undo();
    forgetTokens();
    return Promise.resolve();
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  getVmContext(): typeof globalThis {
    return globalThis;
  }
}

/** The tokens of cdktf refer to their constructs, which would stay in memory. */
function forgetTokens(): void {
  const registry: Record<string, unknown> = Reflect.get(globalThis, '__cdktfTokenMap') ?? {};
  for (const tokens of Object.values(registry)) if (tokens instanceof Map) tokens.clear();
}

/** Undoes what jest replaces for a test file. */
function undoReplacements(): () => void {
  const { console } = globalThis;
  const { exitCode } = process;
  const functions = Object.getOwnPropertyDescriptors(process);
  const symbols = new Set(Object.getOwnPropertySymbols(globalThis));
  return () => {
    globalThis.console = console;
    process.exitCode = exitCode;
    for (const name of ['exit', 'getBuiltinModule'] as const) {
      if (name in functions) Object.defineProperty(process, name, functions[name]);
    }
    // Where jest keeps the handlers and settings of a test file. What packages add while they are loaded has a name.
    const added = Object.getOwnPropertySymbols(globalThis).filter((symbol) => !symbols.has(symbol));
    for (const symbol of added) Reflect.deleteProperty(globalThis, symbol);
  };
}

/** Jest runs each test file in a storage of its own. Until it is disabled, Node.js notes it in every promise. */
function disableStorages(): () => void {
  const { prototype } = AsyncLocalStorage;
  const before = Object.getOwnPropertyDescriptor(prototype, 'run') as PropertyDescriptor;
  const used = new Set<AsyncLocalStorage<unknown>>();
  const value = function run(this: AsyncLocalStorage<unknown>, ...args: unknown[]): unknown {
    used.add(this);
    return Reflect.apply(before.value, this, args);
  };
  Object.defineProperty(prototype, 'run', { ...before, value });
  return () => {
    Object.defineProperty(prototype, 'run', before);
    for (const storage of used) storage.disable();
  };
}

function undoVariables(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
