import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A running server. */
export interface Running {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const ADDRESS = /Running on (?<url>http:\/\/127\.0\.0\.1:\d+)/;

/** The caller's account is that of the role whose credentials AWS STS returned. */
export const BY_ROLE = 'by role';

/** What moto creates at the start. */
export interface MotoOptions {
  /** Whether there are AWS managed policies, which cost half a second to create. @default - no */
  readonly managedPolicies?: boolean;
}

/** Starts moto on a free port, with this account as the caller's account. */
export async function startMoto(accountId: string, { managedPolicies = false }: MotoOptions = {}): Promise<Running> {
  // Relative to the root of the repository, the working directory.
  const program = path.resolve('.venv', 'bin', 'moto_server');
  if (!existsSync(program)) throw new Error('There is no moto in .venv: run node local-aws/install.js.');
  const server = spawn(program, ['--host', '127.0.0.1', '--port', '0'], {
    // Without 1,300 public images, which take seconds to create.
    env: {
      ...process.env,
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      ...(managedPolicies ? { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' } : {}),
      // With a fixed account, moto ignores the credentials.
      ...(accountId === BY_ROLE ? {} : { MOTO_ACCOUNT_ID: accountId }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // An interrupted test run leaves no server behind.
  process.once('exit', () => server.kill());
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    // Reads until the end: a full pipe would block the server.
    createInterface(server.stderr).on('line', (line) => {
      const address = ADDRESS.exec(line)?.groups?.['url'];
      if (address === undefined) said.push(line);
      else resolve(address);
    });
    server.once('error', reject);
    void ended.then(() => reject(new Error(`moto ended before it was ready:\n${said.join('\n')}`)));
  });
  // A program ends without stopping it first; the exit event stops it.
  server.unref();
  (server.stderr as Socket).unref();
  return {
    url,
    stop: () => {
      server.ref();
      server.kill();
      return ended;
    },
  };
}
