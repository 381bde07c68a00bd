import { homedir } from 'node:os';
import path from 'node:path';

import { UsageError } from '../exit-code';

/**
 * Checks that the AWS configuration has a profile. For an unknown one, the SDK reports only missing credentials.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws {UsageError} with the files and the profiles that they have
 */
export async function assertProfile(name: string): Promise<void> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const known = [...Object.keys(configFile), ...Object.keys(credentialsFile)].filter((one) => !NO_PROFILE.test(one));
  if (known.includes(name)) return;
  const found =
    known.length === 0 ? 'neither file has a profile' : `they have ${[...new Set(known)].toSorted().join(', ')}`;
  throw new UsageError(
    `There is no profile ${name} in ${fileAt('AWS_CONFIG_FILE', 'config')} and ${fileAt('AWS_SHARED_CREDENTIALS_FILE', 'credentials')}: ${found}.\n→ specify one of them, or add it with aws configure --profile ${name}`,
  );
}

/** Other sections, as the SDK names them. */
const NO_PROFILE = /^(?:sso-session|services)\./;

function fileAt(variable: string, name: string): string {
  return process.env[variable] ?? path.join(homedir(), '.aws', name);
}
