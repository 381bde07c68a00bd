import { rmSync } from 'node:fs';

import type { Configuration } from '../../environments/parse';
import { clearDeadRuns, freshFolder } from './fresh-output';
import { replaceOutput } from './replace-output';
import { refuseBelowRoot } from './repository-root';
import { withoutTokenTraces } from './without-token-traces';

/** Where everything that is synthesized goes. */
export const OUTPUT = 'cdktf.out';

/**
 * Writes all stacks in the place of the last ones: all of them or, when anything fails, none.
 * @returns how many
 * @throws {RefusedError} when the stacks cannot be put together
 * @throws {UsageError} below the root of the repository
 */
export async function synthesize(configuration: Configuration): Promise<number> {
  refuseBelowRoot(process.cwd(), OUTPUT);
  const [{ buildLambdas }, { buildApp }, { resolvingPlainValuesFast }] = await Promise.all([
    import('#lambdas'),
    import('../../stacks/build-app'),
    // It imports cdktf, which takes too long for `--help`.
    import('./resolve-plain-values'),
  ]);
  const fresh = freshFolder(OUTPUT);
  try {
    const lambdas = buildLambdas();
    const app = withoutTokenTraces(() =>
      resolvingPlainValuesFast(() => {
        const built = buildApp(configuration, { outdir: fresh, lambdas });
        built.synth();
        return built;
      }),
    );
    replaceOutput(fresh, OUTPUT);
    // Only now is nothing missing that a killed run may have put aside.
    clearDeadRuns(OUTPUT);
    return Object.keys(app.manifest.stacks).length;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
