import { TestEnvironment } from 'jest-environment-node';

import { takeMoto } from './aws/moto-pool';
import { runInProcess } from './run-in-process';

/** Lets tests share commands and motos of the worker's process, outside the modules that jest loads for every test file. */
export default class CommandEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { runInProcess, takeMoto });
  }
}
