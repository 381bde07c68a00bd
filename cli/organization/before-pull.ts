import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { isObject } from '../../domain/json-object';
import type { PulledSettings } from '../../domain/organization/pull/pulled-settings';
import type { Configuration } from '../../environments/parse';
import { loadConfiguration } from '../configuration';
import { RefusedInputError, UsageError } from '../exit-code';

/** Settings that any organization is accepted with: a pull must work although its earlier settings are refused. */
const WITHOUT_PULLED = {
  policies: [],
  globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: true },
  delegatedAdministrator: undefined,
  otherDelegatedAdministrators: [],
  optIn: undefined,
  resourcePolicy: undefined,
};

/** The configuration without what is pulled. */
export function configurationWithoutPulled(): Promise<Configuration> {
  return loadConfiguration(new Date(), WITHOUT_PULLED);
}

/** What the configuration says itself, if it is accepted. */
export function configured(): Promise<Configuration | undefined> {
  return loadConfiguration().catch(() => undefined);
}

/**
 * The settings of an earlier pull; empty without one.
 * @throws {RefusedInputError} when the file is something else, which the pull would replace
 */
export function earlierSettings(file: string): PulledSettings {
  if (!existsSync(file)) return {};
  try {
    const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(settings) && ['policies', 'globalSettings'].some((key) => key in settings)) return settings;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new RefusedInputError(
    `${file} is not a file that organization pull --policies wrote.\n→ correct it, remove it, or name another file with --out`,
  );
}

/** @throws {UsageError} when the folder of a file does not exist */
export function requireFolder(file: string): void {
  const folder = path.dirname(file);
  if (existsSync(folder)) return;
  throw new UsageError(`${folder} does not exist.\n→ run it at the root of the repository, or name a file with --out`);
}
