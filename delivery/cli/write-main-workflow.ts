import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { loadConfiguration } from '../../cli/configuration';
import { exitCodeOf } from '../../cli/exit-code';
import { mainWorkflow } from '../domain/main-workflow';

const FILE = path.join('.github', 'workflows', 'main.yml');

async function writeMainWorkflow(): Promise<void> {
  const { environments } = await loadConfiguration();
  writeFileSync(FILE, mainWorkflow(environments.map(({ name }) => name)));
  console.error(`Wrote ${FILE}`);
}

writeMainWorkflow().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  console.error(error instanceof Error ? error.message : error);
});
