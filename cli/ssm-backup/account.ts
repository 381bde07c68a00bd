import type { BackupWindow } from '../../domain/coverage/source';
import type { Environment } from '../../environments/schema';
import { configuredEnvironment } from '../configuration';
import type { AwsOptions } from '../aws/options';
import { assertAccount } from '../aws/assert-account';
import { UsageError } from '../exit-code';
import { windowOf } from '../coverage/window-of';

/** Where the SSM backups of an environment run. */
export interface SsmBackupAccount {
  readonly environment: Environment;
  readonly window: BackupWindow;
  readonly region: string;
}

/**
 * The environment, if it has an SSM backup and the credentials belong to its account.
 * @throws {UsageError} otherwise
 */
export async function ssmBackupAccount(name: string, { profile, region }: AwsOptions): Promise<SsmBackupAccount> {
  const environment = await configuredEnvironment(name, new Date());
  const window = windowOf(environment);
  if (window === undefined) {
    throw new UsageError(`The environment ${name} has no SSM backup.\n→ define ssmBackup in its file`);
  }
  const place = { profile, region: region ?? environment.region };
  await assertAccount(environment, place);
  return { environment, window, region: place.region };
}
