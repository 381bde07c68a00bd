import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { BackupClient, DescribeGlobalSettingsCommand } from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { Fault, LOST_RESPONSE } from './operation';
import { startStandIn, type StandIn } from './stand-in';

let moto: Server;
let answered = 0;
let standIn: StandIn;

const options = () => ({
  region: 'ap-northeast-1',
  endpoint: standIn.url,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

beforeAll(async () => {
  moto = createServer((_, response) => {
    answered += 1;
    response.end(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
  });
  await new Promise<void>((resolve) => {
    moto.listen(0, '127.0.0.1', resolve);
  });
  standIn = await startStandIn(`http://127.0.0.1:${(moto.address() as AddressInfo).port}`);
});

beforeEach(() => standIn.reset());

afterAll(async () => {
  await standIn.stop();
  moto.close();
});

const whoAmI = () => new STSClient(options()).send(new GetCallerIdentityCommand({}));

test('hands on what it does not know, and remembers that it was asked', async () => {
  await expect(whoAmI()).resolves.toMatchObject({ Account: '111111111111' });
  expect(standIn.actions).toEqual(['sts:GetCallerIdentity']);
});

test('returns an error in the form of the protocol', async () => {
  const denied = new Fault('AccessDenied', 'User: ann <a&b> is not authorized', 403);
  standIn.fail('sts:GetCallerIdentity', [denied]);
  await expect(whoAmI()).rejects.toMatchObject({ name: 'AccessDenied', message: denied.message });
  standIn.fail('backup:DescribeGlobalSettings', [denied]);
  const settings = new BackupClient(options()).send(new DescribeGlobalSettingsCommand({}));
  await expect(settings).rejects.toMatchObject({ name: 'AccessDenied', message: denied.message });
});

test('does what is asked and loses the answer', async () => {
  answered = 0;
  standIn.fail('sts:GetCallerIdentity', [LOST_RESPONSE]);
  await expect(whoAmI()).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
  expect(answered).toBe(1);
});

test('advances its time on request', () => {
  const before = standIn.clock.now().getTime();
  standIn.clock.advance(3_600_000);
  expect(standIn.clock.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000);
  expect(standIn.clock.now().getTime() - before).toBeLessThan(3_700_000);
});
