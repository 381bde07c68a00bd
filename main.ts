import { buildLambdas } from '#lambdas';

import { importLoader } from './environments/configuration-loader';
import { refuseEarlyExit } from './environments/load-guard';
import { buildApp } from './stacks/build-app';

async function main(): Promise<void> {
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const earlyExit = refuseEarlyExit();
  const { loadConfiguration } = await importLoader(() => import('#environments'), directory);
  const configuration = await loadConfiguration(directory, new Date());
  buildApp(configuration, { lambdas: buildLambdas() }).synth();
  earlyExit.done();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && error.name === 'RefusedError' ? error.message : error);
  process.exitCode = 1;
});
