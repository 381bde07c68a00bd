import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A server that runs, and how it is ended. */
export interface Running {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const ADDRESS = /Running on (?<url>http:\/\/127\.0\.0\.1:\d+)/;

/** Whose account the caller's is: that of the role whose credentials AWS STS gave. */
export const BY_ROLE = 'by role';

/** Starts moto on a free port, with this account as the caller's. */
export async function startMoto(accountId: string): Promise<Running> {
  // From the root of the repository, as everything here is run.
  const program = path.resolve('.venv', 'bin', 'moto_server');
  if (!existsSync(program)) throw new Error('There is no moto in .venv: run node local-aws/install.js.');
  const server = spawn(program, ['--host', '127.0.0.1', '--port', '0'], {
    // Without 1,300 images of others, which take seconds to make.
    env: {
      ...process.env,
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      // With an account of its own moto looks at no credentials.
      ...(accountId === BY_ROLE ? {} : { MOTO_ACCOUNT_ID: accountId }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A test run that is cut off leaves nothing behind.
  process.once('exit', () => server.kill());
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    // Read to the end: a full pipe would stop the server.
    createInterface(server.stderr).on('line', (line) => {
      const address = ADDRESS.exec(line)?.groups?.['url'];
      if (address === undefined) said.push(line);
      else resolve(address);
    });
    server.once('error', reject);
    void ended.then(() => reject(new Error(`moto ended before it was ready:\n${said.join('\n')}`)));
  });
  return {
    url,
    stop: () => {
      server.kill();
      return ended;
    },
  };
}
