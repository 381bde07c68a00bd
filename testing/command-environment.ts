import { TestEnvironment } from 'jest-environment-node';

import { runInProcess } from './run-in-process';

/** Lets tests run commands in the worker's process, outside the modules that jest loads again for every test file. */
export default class CommandEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { runInProcess });
  }
}
