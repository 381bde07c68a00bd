import { rmSync } from 'node:fs';

import type { AwsOptions } from '../../cli/aws/options';
import { assertAccount } from '../../cli/aws/assert-account';
import { environmentsFolder } from '../../cli/configuration';
import { OUTPUT, synthesize } from '../../cli/synth/synthesize';
import type { ImportedResource } from '../../domain/terraform/import-id';
import { OUTSIDE_PROMOTION } from '../domain/record';
import { s3Place } from '../operations/bundle-store';
import { stateAddresses } from '../operations/state-addresses';
import { readSynthesized } from './read-synthesized';
import { stateClient } from './state-client';
import { configuredTarget, stackIn } from './target';

interface FinishOptions extends Pick<AwsOptions, 'profile'> {
  readonly environment: string;
}

/** An import that no state has. */
interface MissingImport extends ImportedResource {
  /** Its name in the file. */
  readonly stack: string;
}

export interface FinishedAdoption {
  readonly file: string;
  /** How many addresses the file has. */
  readonly imported: number;
  readonly missing: readonly MissingImport[];
  /** Whether the file was there and is gone now. */
  readonly removed: boolean;
}

/**
 * Removes the imports of an environment or of the organization, if the states have all of them.
 *
 * @throws {UsageError} when the credentials belong to another account
 * @throws {RefusedError | AwsError}
 */
export async function finishAdoption({ environment, profile }: FinishOptions): Promise<FinishedAdoption> {
  const { configuration, target } = await configuredTarget(environment);
  const imports = configuration.imports[target.name];
  if (!imports) {
    const name = target.name === OUTSIDE_PROMOTION ? 'organization' : target.name;
    return { file: `${environmentsFolder()}/${name}.imports.json`, imported: 0, missing: [], removed: false };
  }
  const { accountId, region } = target;
  await assertAccount(target, { profile, region });
  await synthesize(configuration);
  const { stateOf } = readSynthesized(OUTPUT, target);
  const s3 = await stateClient(target, profile);
  const missing: MissingImport[] = [];
  for (const [stack, resources] of Object.entries(imports.value)) {
    const place = s3Place(stateOf(stackIn(target, stack)));
    const known = place && (await stateAddresses(s3, { ...place, accountId }));
    missing.push(...resources.filter(({ to }) => known?.has(to) !== true).map((one) => ({ stack, ...one })));
  }
  const imported = Object.values(imports.value).flat().length;
  const removed = missing.length === 0;
  if (removed) rmSync(imports.file);
  return { file: imports.file, imported, missing, removed };
}
