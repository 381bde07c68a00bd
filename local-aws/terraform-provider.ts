import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { PROVIDER } from '#provider';

import { UsageError } from '../cli/exit-code';
import { AWS_PROVIDER } from '../modules/core/versions';

/** The AWS provider that Terraform installs for the local AWS. */
export interface LocalProvider {
  readonly version: string;
  /** Environment variables for Terraform. `$PATH` is that of the user's shell. */
  readonly variables: Readonly<Record<string, string>>;
}

export const PROVIDER_VERSIONS = [AWS_PROVIDER.version, PROVIDER.version];

const REGISTRY = 'https://registry.terraform.io/.well-known/terraform.json';
/** In milliseconds. */
const REGISTRY_TIMEOUT = 5000;

/** The Terraform in this folder rewrites stacks for the older provider. */
const REWRITING = { PATH: `${path.resolve('local-aws', 'older-provider')}:$PATH` };
/** Otherwise, each command without a provider lock file downloads the provider again. */
const DOWNLOADING = { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' };

/**
 * The pinned AWS provider where Terraform can download it, otherwise the older one, which must be installed.
 *
 * @param version one of {@link PROVIDER_VERSIONS} @default - as described
 * @throws {UsageError} with everything that is missing
 */
export async function localProvider(version?: string, registry = REGISTRY): Promise<LocalProvider> {
  const unreachable = version === undefined ? await unreachableRegistry(registry) : undefined;
  const chosen = version ?? (unreachable === undefined ? AWS_PROVIDER.version : PROVIDER.version);
  const isOlder = chosen === PROVIDER.version;
  const missing = [missingTerraform(), isOlder ? missingProvider(unreachable) : undefined].flatMap((one) => one ?? []);
  if (missing.length > 0) {
    throw new UsageError(
      [
        '--empty needs Terraform and an AWS provider:',
        ...missing.map((one) => `  ${one}`),
        '→ or start it without --empty: the account then contains the resources of the stacks, and needs neither',
      ].join('\n'),
    );
  }
  return { version: chosen, variables: isOlder ? REWRITING : DOWNLOADING };
}

function missingTerraform(): string | undefined {
  const script = path.join('local-aws', 'require-terraform.js');
  const { status, stderr } = spawnSync(process.execPath, [script], { env: process.env, encoding: 'utf8' });
  return status === 0 ? undefined : stderr.trim();
}

function missingProvider(unreachable: string | undefined): string | undefined {
  if (existsSync(PROVIDER.folder)) return undefined;
  const install = `Install the AWS provider ${PROVIDER.version}, on Linux on x86-64: node local-aws/install-provider.js`;
  return unreachable === undefined
    ? install
    : `Terraform cannot download the AWS provider ${AWS_PROVIDER.version}: ${unreachable}. ${install}`;
}

/** Why Terraform's registry cannot be used, if so. */
async function unreachableRegistry(registry: string): Promise<string | undefined> {
  const { host } = new URL(registry);
  try {
    const { ok, status } = await fetch(registry, { signal: AbortSignal.timeout(REGISTRY_TIMEOUT) });
    return ok ? undefined : `${host} answers with status ${status}`;
  } catch {
    return `${host} cannot be reached`;
  }
}
