import { loadConfiguration } from '#environments';
import { buildLambdas } from '#lambdas';

import { buildApp } from './stacks/build-app';

async function main(): Promise<void> {
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const configuration = await loadConfiguration(directory, new Date());
  buildApp(configuration, { lambdas: buildLambdas() }).synth();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && error.name === 'RefusedError' ? error.message : error);
  process.exitCode = 1;
});
