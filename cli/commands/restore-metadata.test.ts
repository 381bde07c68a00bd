import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

import { FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from '../../testing/restore/metadata';
import { backupctl, emptyFolder, type Ended } from '../../testing/commands';

const ORIGINAL = sampleMetadata(FIRST_INTERFACE);
const ANSWER = JSON.stringify({
  BackupVaultArn: 'arn:aws:backup:ap-northeast-1:111111111111:backup-vault:EC2',
  RecoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0',
  RestoreMetadata: ORIGINAL,
  ResourceType: 'EC2',
});

/** Runs it on a file with this text. */
function restoreMetadata(text: string, ...options: string[]): Promise<Ended> {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'answer.json'), text);
  return backupctl(['restore', 'metadata', '--from', 'answer.json', ...options], folder);
}

const interfacesOf = (stdout: string) => JSON.parse(JSON.parse(stdout).NetworkInterfaces);

test('R2 R3 writes the metadata for start-restore-job', async () => {
  const { code, stdout, stderr } = await restoreMetadata(
    ANSWER,
    '--secondary-ip',
    '10.1.10.100',
    '--secondary-ip',
    '10.1.10.101',
  );
  expect([code, stderr]).toEqual([0, '']);
  const { CpuOptions: _1, SecurityGroupIds: _2, SubnetId: _3, ...kept } = ORIGINAL;
  const expected = String.raw`[{"AssociatePublicIpAddress":false,"DeleteOnTermination":true,"Description":"","DeviceIndex":0,"Groups":["sg-0123456789abcdef0"],"Ipv6AddressCount":0,"Ipv6Addresses":[],"PrivateIpAddresses":[{"Primary":false,"PrivateIpAddress":"10.1.10.100"},{"Primary":false,"PrivateIpAddress":"10.1.10.101"}],"SubnetId":"subnet-0123456789abcdef0","InterfaceType":"interface","Ipv4Prefixes":[],"Ipv6Prefixes":[]}]`;
  expect(stdout).toBe(`${JSON.stringify({ ...kept, NetworkInterfaces: expected }, null, 2)}\n`);
});

test('R3 accepts the metadata alone, and prints the same with --json', async () => {
  const people = await restoreMetadata(
    JSON.stringify(ORIGINAL),
    '--primary-ip',
    '10.1.10.100',
    '--secondary-count',
    '2',
  );
  expect(interfacesOf(people.stdout)[0]).toMatchObject({
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.100' }],
    SecondaryPrivateIpAddressCount: 2,
  });
  expect(await restoreMetadata(ANSWER, '--primary-ip', '10.1.10.100', '--secondary-count', '2', '--json')).toEqual(
    people,
  );
});

test('R3 addresses the specified interface', async () => {
  const { stdout } = await restoreMetadata(
    JSON.stringify(sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE)),
    '--device-index=1',
    '--primary-ip=10.1.20.50',
  );
  const [first, second] = interfacesOf(stdout);
  expect(first).not.toHaveProperty('PrivateIpAddresses');
  expect(second.PrivateIpAddresses).toEqual([{ Primary: true, PrivateIpAddress: '10.1.20.50' }]);
});

test('R1 reads the response from stdin', () => {
  const program = path.resolve(__dirname, '../../bin/backupctl.js');
  const run = (input: string) =>
    spawnSync(process.execPath, [program, 'restore', 'metadata', '--from', '-'], { input, encoding: 'utf8' });
  expect(interfacesOf(run(ANSWER).stdout)[0]).not.toHaveProperty('PrivateIpAddresses');
  const cut = run(ANSWER.slice(0, 300));
  expect([cut.status, cut.stdout]).toEqual([1, '']);
  expect(cut.stderr).toContain('stdin: not JSON: ');
});

test('R1 names the file of each problem in JSON, except problems of options', async () => {
  const { stdout } = await restoreMetadata('{', '--primary-ip=010.0.0.1', '--json');
  const { refused } = JSON.parse(stdout);
  expect(refused.map(({ file, path: place }: Record<string, string>) => [file, place])).toEqual([
    [undefined, '--primary-ip'],
    ['answer.json', 'answer.json'],
  ]);
});

test('R3 reports every problem at once, and writes nothing', async () => {
  const { code, stdout, stderr } = await restoreMetadata(
    ANSWER,
    '--primary-ip=010.0.0.1',
    '--secondary-ip=::1',
    '--secondary-count=-1',
    '--device-index=2',
  );
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`--primary-ip: "010.0.0.1" is not an IPv4 address
→ write four decimal numbers from 0 to 255 without leading zeros, such as 10.1.10.100

--secondary-ip: "::1" is an IPv6 address, but only private IPv4 addresses can be requested
→ write four decimal numbers from 0 to 255 without leading zeros, such as 10.1.10.100

--secondary-count: cannot request -1 secondary addresses
→ specify 0 or more, or omit it

--secondary-count: cannot request -1 secondary addresses chosen by EC2 together with ::1: EC2 accepts only one of the two
→ omit --secondary-count, or every --secondary-ip

--device-index: the instance had no interface with device index 2
→ choose an index that occurs once: the instance had 0
`);
});

test('R2 refuses the metadata of another resource type together with an address', async () => {
  const { code, stderr } = await restoreMetadata(
    '{"RestoreMetadata":{"file-system-id":"fs-1"}}',
    '--primary-ip',
    '10.0.0',
  );
  expect(code).toBe(1);
  expect(stderr).toContain('--primary-ip: "10.0.0" is not an IPv4 address\n');
  expect(stderr).toContain('NetworkInterfaces: NetworkInterfaces is missing: this is not the recovery point of an EC2');
});

test.each([
  [[], "error: required option '--from <file>' not specified"],
  [['--from', 'nowhere.json'], 'nowhere.json cannot be read: there is no such file\n→ '],
  [['--from', 'x', '--secondary-count', 'two'], "argument 'two' is invalid. Specify a whole number."],
])('ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stdout, stderr } = await backupctl(['restore', 'metadata', ...args], emptyFolder());
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
