import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { JsonObject } from '../../domain/json-object';
import type { Configuration } from '../../environments/parse';
import { withoutTokenTraces } from '../synth/without-token-traces';

/** A synthesized stack of the environment. */
export interface AdoptedStack {
  /** Without the environment: `iam`. */
  readonly name: string;
  readonly folder: string;
  readonly json: JsonObject;
}

/**
 * Synthesizes the stacks of one environment into a temporary folder, except for the bootstrap, which adopts nothing.
 * @throws {RefusedError} when the stacks cannot be put together
 */
export async function synthesizeAdopted(configuration: Configuration, environment: string): Promise<AdoptedStack[]> {
  const [{ buildLambdas }, { buildApp }, { resolvingPlainValuesFast }] = await Promise.all([
    import('#lambdas'),
    import('../../stacks/build-app'),
    import('../synth/resolve-plain-values'),
  ]);
  const own = configuration.environments.filter(({ name }) => name === environment);
  const outdir = mkdtempSync(path.join(temporaryFolder(), 'app-'));
  const lambdas = own.some(({ ssmBackup }) => ssmBackup !== 'none') ? buildLambdas() : '';
  withoutTokenTraces(() =>
    resolvingPlainValuesFast(() =>
      buildApp(
        { ...configuration, environments: own, organization: undefined, imports: {}, removed: {} },
        { outdir, lambdas },
      ).synth(),
    ),
  );
  const stacks = path.join(outdir, 'stacks');
  return readdirSync(stacks).flatMap((id) => {
    const name = id.slice(environment.length + 1);
    const folder = path.join(stacks, id);
    const json = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as JsonObject;
    return name === 'state-bootstrap' ? [] : [{ name, folder, json }];
  });
}

let temporary: string | undefined;

/** One for all rounds of this command: each listener of its end is kept until then. Tests run many commands in one process. */
function temporaryFolder(): string {
  if (temporary !== undefined) return temporary;
  const folder = mkdtempSync(path.join(tmpdir(), 'backupctl-adopt-'));
  process.once('exit', () => {
    temporary = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  temporary = folder;
  return folder;
}
