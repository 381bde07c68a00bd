import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import type { Workplace } from '../operations/terraform/initialize';
import { Terraform } from '../operations/terraform/program';
import { inWorkFolder } from '../operations/terraform/work-folder';
import { listenForCancellation } from '../../cli/cancellation';
import type { AwsOptions } from '../../cli/aws/options';
import { progressOnStderr } from '../../cli/progress';
import { InterruptedError } from '../../cli/exit-code';
import { OUTPUT } from '../../cli/synth/synthesize';

/** What Terraform works on, and with which credentials. */
export interface TerraformWork extends Pick<AwsOptions, 'profile'> {
  /** Names the folder of the logs. */
  readonly command: string;
  readonly stacks: readonly string[];
  readonly folderOf: (stack: string) => string;
  /** Additional environment variables of Terraform.
   * @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs Terraform in temporary folders, and removes them. The first signal is forwarded to Terraform, which then ends and
 * releases its lock.
 *
 * @throws {InterruptedError} on a signal
 */
export async function withTerraform<T>(
  { command, stacks, folderOf, profile, variables: more }: TerraformWork,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const logs = path.join(OUTPUT, 'logs', command);
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  for (const stack of stacks) rmSync(path.join(logs, `${stack}.log`), { force: true });
  const cancellation = listenForCancellation(() => {
    console.error('\nStopping: waiting for Terraform to end and release its lock.');
  });
  cancellation.second.addEventListener('abort', () => {
    console.error('Still waiting for Terraform: killing it now would leave its lock behind.');
  });
  const { progress, done } = progressOnStderr();
  const terraform = new Terraform({ variables: { ...variables(profile), ...more }, stop: cancellation.first });
  try {
    return await inWorkFolder((folder) => work({ terraform, work: folder, logs, folderOf, progress }));
  } catch (error) {
    if (error instanceof Error && error.name === 'TerraformStoppedError') throw new InterruptedError('Stopped.');
    throw error;
  } finally {
    done();
    cancellation.dispose();
  }
}

/** Providers are large and the same for every stack, so that they are cached. */
function variables(profile = process.env['AWS_PROFILE'] ?? ''): Record<string, string> {
  const { TF_PLUGIN_CACHE_DIR: own = '' } = process.env;
  // Terraform runs in other folders, where a relative path would not fit.
  const cache = path.resolve(own === '' ? path.join(OUTPUT, '.providers') : own);
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache, ...(profile === '' ? {} : { AWS_PROFILE: profile, ...WITHOUT_KEYS }) };
}

/**
 * Terraform prefers keys in environment variables to a profile. The SDK prefers the profile, whose account was checked.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
 */
const WITHOUT_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
