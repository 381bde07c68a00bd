import { BackupClient, ListBackupJobsCommand } from '@aws-sdk/client-backup';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { withAwsErrors } from '../../operations/aws-error';
import { agentsWithTimeout } from './silence';

/** The end of a request to a server that sends its response like this. */
async function ended(respond: (response: ServerResponse) => void): Promise<unknown> {
  const server = createServer((_, response) =>
    respond(response.writeHead(200, { 'content-type': 'application/json' })),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const backup = new BackupClient({
    region: 'ap-northeast-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: agentsWithTimeout(500),
  });
  try {
    const listing = withAwsErrors('backup:ListBackupJobs', () => backup.send(new ListBackupJobsCommand({})));
    return await listing.then(
      ({ BackupJobs }) => BackupJobs,
      ({ message }: Error) => message,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a response that stops arriving ends the request', async () => {
  expect(await ended((response) => void response.write('{"Backup'))).toEqual(
    'backup:ListBackupJobs failed: the response is not from AWS: it is incomplete.\n→ run it again; if it fails again, look for a proxy that answers instead of AWS, and check the AWS Health Dashboard',
  );
});

test('a response that arrives slowly does not', async () => {
  const slowly = (response: ServerResponse): void => {
    const parts = ['{"Backup', 'Jobs"', ':', '[]', '}'];
    const next = (): void => {
      const part = parts.shift();
      if (part === undefined) response.end();
      else {
        response.write(part);
        setTimeout(next, 200);
      }
    };
    next();
  };
  expect(await ended(slowly)).toEqual([]);
});
