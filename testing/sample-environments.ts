import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { FIXTURES } from './commands';

/**
 * Replaces the environments of a copy of the repository by the sample, as upstream ships it: a fork has its own.
 *
 * @param repository the root of the copy
 */
export function restoreSample(repository: string): void {
  const folder = path.join(repository, 'environments');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    if (/^export default environment\(/m.test(text)) rmSync(path.join(folder, file));
  }
  for (const file of readdirSync(FIXTURES).filter((one) => one !== 'load.ts')) {
    const text = readFileSync(path.join(FIXTURES, file), 'utf8').replaceAll("'../../environments/", "'./");
    writeFileSync(path.join(folder, file), text);
  }
}
