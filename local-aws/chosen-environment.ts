import { environmentIn, loadConfiguration } from '../cli/configuration';
import type { Environment } from '../environments/schema';

/** An environment by its name. */
export interface ChosenEnvironment {
  /** @default - the first environment */
  readonly environment?: string;
}

/**
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no such environment
 */
export async function chosenEnvironment({ environment: name }: ChosenEnvironment): Promise<Environment> {
  const configuration = await loadConfiguration();
  return environmentIn(configuration, name ?? configuration.environments[0]?.name ?? '');
}
