import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { PROVIDER } from '#provider';

import { AWS_PROVIDER } from '../modules/core/versions';
import { emptyFolder } from '../testing/commands';
import { localProvider } from './terraform-provider';

/** Nothing listens there. */
const UNREACHABLE = 'http://127.0.0.1:1/terraform.json';
const PINNED = {
  version: AWS_PROVIDER.version,
  variables: { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' },
};
const { PATH = '' } = process.env;
const { folder } = PROVIDER;

afterEach(() => {
  process.env['PATH'] = PATH;
  PROVIDER.folder = folder;
});

/** Makes this Terraform the only one, or none, and installs the older provider, or not. */
function install({ terraform, older }: { readonly terraform?: string; readonly older: boolean }): void {
  const programs = emptyFolder();
  if (terraform !== undefined) {
    const script = `#!/bin/sh\necho '{\n  "terraform_version": "${terraform}"\n}'\n`;
    writeFileSync(path.join(programs, 'terraform'), script, { mode: 0o755 });
  }
  process.env['PATH'] = programs;
  PROVIDER.folder = path.join(programs, 'provider');
  if (older) mkdirSync(PROVIDER.folder);
}

/** Runs a function with a registry that answers with a status. */
async function withRegistry<T>(status: number, use: (registry: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(status).end('{}'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/terraform.json`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('the pinned provider is used where the registry answers', async () => {
  install({ terraform: '1.11.4', older: true });
  await expect(withRegistry(200, (registry) => localProvider(undefined, registry))).resolves.toEqual(PINNED);
});

test('the older provider is used where the registry does not answer, if it is installed', async () => {
  install({ terraform: '1.11.4', older: true });
  const older = { version: PROVIDER.version, variables: { PATH: `${__dirname}/older-provider:$PATH` } };
  await expect(localProvider(undefined, UNREACHABLE)).resolves.toEqual(older);
  await expect(withRegistry(503, (registry) => localProvider(undefined, registry))).resolves.toEqual(older);
});

test('a chosen version is used without asking the registry', async () => {
  install({ terraform: '1.11.4', older: true });
  await expect(localProvider(AWS_PROVIDER.version, 'not a URL')).resolves.toEqual(PINNED);
  await expect(localProvider(PROVIDER.version, 'not a URL')).resolves.toMatchObject({ version: PROVIDER.version });
});

const INSTEAD =
  '→ or start it without --empty: the account then contains the resources of the stacks, and needs neither';
const INSTALL = 'Install the AWS provider 3.39.0, on Linux on x86-64: node local-aws/install-provider.js';

test('reports everything that is missing, and offers the account with resources', async () => {
  install({ older: false });
  await expect(localProvider(undefined, UNREACHABLE)).rejects.toThrow(
    [
      '--empty needs Terraform and an AWS provider:',
      '  Install Terraform 1.11 or later, as terraform on the PATH.',
      `  Terraform cannot download the AWS provider 6.25.0: 127.0.0.1:1 cannot be reached. ${INSTALL}`,
      INSTEAD,
    ].join('\n'),
  );
});

test('reports only what is missing', async () => {
  install({ terraform: '1.10.5', older: true });
  await expect(localProvider(PROVIDER.version)).rejects.toThrow(
    `--empty needs Terraform and an AWS provider:\n  Install Terraform 1.11 or later, as terraform on the PATH (it is 1.10.5).\n${INSTEAD}`,
  );
  install({ terraform: '1.11.4', older: false });
  await expect(localProvider(PROVIDER.version)).rejects.toThrow(
    `--empty needs Terraform and an AWS provider:\n  ${INSTALL}\n${INSTEAD}`,
  );
  await expect(withRegistry(503, (registry) => localProvider(undefined, registry))).rejects.toThrow(
    /: 127\.0\.0\.1:\d+ answers with status 503\. Install the AWS provider /,
  );
});
