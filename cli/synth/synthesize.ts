import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

import type { Configuration } from '../../environments/parse';
import { postponeArchiver } from './postpone-archiver';
import { replaceOutput } from './replace-output';
import { withoutTokenTraces } from './without-token-traces';

/** Where everything that is synthesized goes. */
export const OUTPUT = 'cdktf.out';

/**
 * Writes all stacks in the place of the last ones: all of them or, when anything fails, none.
 * @returns how many
 * @throws {RefusedError} when the stacks cannot be put together
 */
export async function synthesize(configuration: Configuration): Promise<number> {
  postponeArchiver();
  const [{ buildLambdas }, { buildApp }] = await Promise.all([import('#lambdas'), import('../../stacks/build-app')]);
  mkdirSync(OUTPUT, { recursive: true });
  const fresh = mkdtempSync(path.join(OUTPUT, '.synth-'));
  try {
    const lambdas = buildLambdas();
    const app = withoutTokenTraces(() => {
      const built = buildApp(configuration, { outdir: fresh, lambdas });
      built.synth();
      return built;
    });
    replaceOutput(fresh, OUTPUT);
    return Object.keys(app.manifest.stacks).length;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
