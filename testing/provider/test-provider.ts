import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PROVIDER } from '#provider';

import { AWS_PROVIDER } from '../../modules/core/versions';
import type { Block } from '../synthesized';
import { ROOT, type Variables } from '../terraform/programs';
import { forOlderProvider, OMITTED_ARGUMENTS, OMITTED_TYPES } from './older-provider';

/** The AWS provider with which tests apply the stacks (docs/adr/0027-real-provider.md). */
export interface TestProvider {
  readonly version: string;
  /** The types and arguments of the stacks that it does not know. */
  readonly omitted: readonly string[];
  /** A stack as it accepts it, for the AWS at this URL. */
  readonly adapt: (json: Block, url: string) => Block;
  /** Environment variables with which Terraform installs it. */
  readonly variables: () => Variables;
}

/** Installed once for all tests: it is large. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'terraform');

const PROVIDERS = {
  /** Runs offline, from a mirror. */
  older: {
    version: PROVIDER.version,
    omitted: [...OMITTED_TYPES, ...OMITTED_ARGUMENTS],
    adapt: forOlderProvider,
    variables: () => {
      const file = path.join(mkdtempSync(path.join(tmpdir(), 'provider-')), 'terraform.rc');
      writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${PROVIDER.mirror}"\n  }\n}\n`);
      return { TF_CLI_CONFIG_FILE: file };
    },
  },
  /** The version that the stacks pin, from the registry. It reads the URL of AWS from AWS_ENDPOINT_URL. */
  pinned: {
    version: AWS_PROVIDER.version,
    omitted: [],
    adapt: (json) => json,
    variables: () => {
      mkdirSync(CACHE, { recursive: true });
      return {
        TF_CLI_CONFIG_FILE: '/dev/null',
        TF_PLUGIN_CACHE_DIR: CACHE,
        // Otherwise, Terraform downloads it again for each stack without a lock file.
        TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
      };
    },
  },
} satisfies Record<string, TestProvider>;

/** @param name `older`, or `pinned` */
export function testProvider(name: string): TestProvider {
  const all: Readonly<Record<string, TestProvider>> = PROVIDERS;
  const found = all[name];
  if (!found) throw new Error(`PROVIDER_VERSION is "${name}": use ${Object.keys(all).join(' or ')}`);
  return found;
}

/** Set PROVIDER_VERSION=pinned where the registry can be reached. */
export const TEST_PROVIDER = testProvider(process.env['PROVIDER_VERSION'] ?? 'older');
