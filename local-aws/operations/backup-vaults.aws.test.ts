import {
  Backup,
  type BackupVaultEvent,
  type CreateBackupVaultCommandInput,
  type PutBackupVaultLockConfigurationCommandInput,
  type VaultType,
} from '@aws-sdk/client-backup';

import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { BY_ROLE } from '../moto';

const REGION = 'ap-northeast-1';
const TOPIC = `arn:aws:sns:${REGION}:123456789012:alerts`;
const ARN = `arn:aws:backup:${REGION}:123456789012:backup-vault:EC2`;
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const BackupVaultName = 'EC2';
const DAY = 86_400_000;

let aws: LocalAws;
let backup: Backup;

const LOCAL = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientIn = (region: string, credentials = LOCAL) =>
  new Backup({ region, endpoint: aws.standIn.url, credentials, maxAttempts: 1 });

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  backup = clientIn(REGION);
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

const create = (more: Partial<CreateBackupVaultCommandInput> = {}) =>
  backup.createBackupVault({ BackupVaultName, ...more });
const refused = (name: string, message?: RegExp) =>
  message ? { name, message: expect.stringMatching(message) } : { name };

test('creates a vault and describes it', async () => {
  await expect(create({ EncryptionKeyArn: 'arn:key' })).resolves.toMatchObject({
    BackupVaultName: 'EC2',
    BackupVaultArn: ARN,
    CreationDate: expect.any(Date),
  });
  await expect(backup.describeBackupVault({ BackupVaultName })).resolves.toMatchObject({
    BackupVaultName: 'EC2',
    BackupVaultArn: ARN,
    EncryptionKeyArn: 'arn:key',
    NumberOfRecoveryPoints: 0,
    Locked: false,
  });
});

test('encrypts a vault without a key by a key of the account', async () => {
  await create();
  const { EncryptionKeyArn } = await backup.describeBackupVault({ BackupVaultName });
  expect(EncryptionKeyArn).toMatch(/^arn:aws:kms:ap-northeast-1:123456789012:key\//);
});

test.each([['E'], ['a'.repeat(51)], ['not allowed']])('refuses the name %s', async (name) => {
  await expect(create({ BackupVaultName: name })).rejects.toMatchObject(refused('InvalidParameterValueException'));
});

test.each([['EC'], ['a'.repeat(50)]])('accepts the name %s', async (name) => {
  await expect(create({ BackupVaultName: name })).resolves.toMatchObject({ BackupVaultName: name });
});

test('refuses a second vault of the same name, but not in another region or account', async () => {
  await create();
  await expect(create()).rejects.toMatchObject(refused('AlreadyExistsException'));
  await expect(clientIn('us-east-1').createBackupVault({ BackupVaultName })).resolves.toBeDefined();

  const other = clientIn(REGION, await credentialsIn('222222222222', aws.standIn.url));
  await expect(other.describeBackupVault({ BackupVaultName })).rejects.toMatchObject(
    refused('ResourceNotFoundException'),
  );
  await expect(other.createBackupVault({ BackupVaultName })).resolves.toMatchObject({
    BackupVaultArn: `arn:aws:backup:${REGION}:222222222222:backup-vault:EC2`,
  });
});

test('lists the vaults of a region, page by page', async () => {
  for (const name of ['one', 'two', 'three']) await create({ BackupVaultName: name });
  const first = await backup.listBackupVaults({});
  expect(first.BackupVaultList?.map((vault) => vault.BackupVaultName)).toEqual(['one', 'two']);
  const { BackupVaultList, NextToken } = await backup.listBackupVaults({ NextToken: first.NextToken });
  expect([BackupVaultList?.map((vault) => vault.BackupVaultName), NextToken]).toEqual([['three'], undefined]);
  await expect(clientIn('us-east-1').listBackupVaults({})).resolves.toMatchObject({ BackupVaultList: [] });
});

test('refuses the 301st vault of a region', async () => {
  const vaults = Array.from({ length: 299 }, (_, index) => ({
    region: REGION,
    vault: { BackupVaultName: `v${index}` },
  }));
  aws.standIn.state.vaults.push(...vaults);
  await create();
  await expect(create({ BackupVaultName: 'more' })).rejects.toMatchObject(refused('LimitExceededException'));
});

test('deletes a vault, but not one with recovery points', async () => {
  await create();
  const point = {
    RecoveryPointArn: 'arn:image',
    BackupVaultName,
    ResourceArn: 'arn:instance',
    ResourceType: 'EC2',
    Status: 'COMPLETED',
    CreationDate: 0,
  };
  aws.standIn.state.recoveryPoints.push({ region: REGION, vault: 'EC2', point });
  await expect(backup.describeBackupVault({ BackupVaultName })).resolves.toMatchObject({ NumberOfRecoveryPoints: 1 });
  await expect(backup.deleteBackupVault({ BackupVaultName })).rejects.toMatchObject(
    refused('InvalidRequestException', /contains 1 recovery points/),
  );
  aws.standIn.state.recoveryPoints = [];
  await backup.deleteBackupVault({ BackupVaultName });
  await expect(backup.describeBackupVault({ BackupVaultName })).rejects.toMatchObject(
    refused('ResourceNotFoundException'),
  );
});

test('answers "not found" to every operation on a vault that does not exist', async () => {
  const BackupVaultEvents: BackupVaultEvent[] = ['BACKUP_JOB_COMPLETED'];
  const calls = [
    backup.describeBackupVault({ BackupVaultName }),
    backup.deleteBackupVault({ BackupVaultName }),
    backup.putBackupVaultAccessPolicy({ BackupVaultName, Policy: POLICY }),
    backup.getBackupVaultAccessPolicy({ BackupVaultName }),
    backup.deleteBackupVaultAccessPolicy({ BackupVaultName }),
    backup.putBackupVaultNotifications({ BackupVaultName, SNSTopicArn: TOPIC, BackupVaultEvents }),
    backup.getBackupVaultNotifications({ BackupVaultName }),
    backup.deleteBackupVaultNotifications({ BackupVaultName }),
    backup.putBackupVaultLockConfiguration({ BackupVaultName, MinRetentionDays: 1 }),
    backup.deleteBackupVaultLockConfiguration({ BackupVaultName }),
    backup.listTags({ ResourceArn: ARN }),
    backup.tagResource({ ResourceArn: ARN, Tags: { a: 'b' } }),
    backup.untagResource({ ResourceArn: ARN, TagKeyList: ['a'] }),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(refused('ResourceNotFoundException'))));
});

test('keeps the tags of a vault', async () => {
  await create({ BackupVaultTags: { a: '1', b: '2' } });
  const tags = async () => (await backup.listTags({ ResourceArn: ARN })).Tags;
  await expect(tags()).resolves.toEqual({ a: '1', b: '2' });
  await backup.tagResource({ ResourceArn: ARN, Tags: { b: '3', c: '4' } });
  await backup.untagResource({ ResourceArn: ARN, TagKeyList: ['a', 'missing'] });
  await expect(tags()).resolves.toEqual({ b: '3', c: '4' });
});

test('refuses tags that AWS refuses', async () => {
  await create();
  const tag = (Tags: Record<string, string>) => backup.tagResource({ ResourceArn: ARN, Tags });
  await expect(tag({ 'aws:x': '1' })).rejects.toMatchObject(refused('InvalidParameterValueException', /reserved/));
  await expect(tag({ k: 'v'.repeat(257) })).rejects.toMatchObject(refused('InvalidParameterValueException', /257/));
  await tag({ ['k'.repeat(128)]: 'v'.repeat(256) });
  const numbered = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
  await tag(numbered(49));
  await expect(tag(numbered(50))).rejects.toMatchObject(refused('LimitExceededException'));
  await expect(create({ BackupVaultName: 'Other', BackupVaultTags: { 'aws:x': '1' } })).rejects.toMatchObject(
    refused('InvalidParameterValueException'),
  );
  await expect(backup.describeBackupVault({ BackupVaultName: 'Other' })).rejects.toMatchObject(
    refused('ResourceNotFoundException'),
  );
});

test('keeps the access policy of a vault', async () => {
  await create();
  const get = () => backup.getBackupVaultAccessPolicy({ BackupVaultName });
  await expect(get()).rejects.toMatchObject(refused('ResourceNotFoundException', /no access policy/));
  await backup.putBackupVaultAccessPolicy({ BackupVaultName, Policy: POLICY });
  await expect(get()).resolves.toMatchObject({ BackupVaultName, BackupVaultArn: ARN, Policy: POLICY });
  await backup.deleteBackupVaultAccessPolicy({ BackupVaultName });
  await expect(get()).rejects.toMatchObject(refused('ResourceNotFoundException'));
});

test.each([['{'], ['[]'], ['"text"'], ['null']])('refuses the access policy %s', async (Policy) => {
  await create();
  const put = backup.putBackupVaultAccessPolicy({ BackupVaultName, Policy });
  await expect(put).rejects.toMatchObject(refused('InvalidParameterValueException', /not a JSON object/));
});

test('requires an access policy', async () => {
  await create();
  const put = backup.putBackupVaultAccessPolicy({ BackupVaultName });
  await expect(put).rejects.toMatchObject(refused('MissingParameterValueException', /: Policy$/));
});

test('keeps the notifications of a vault', async () => {
  await create();
  const get = () => backup.getBackupVaultNotifications({ BackupVaultName });
  await expect(get()).rejects.toMatchObject(refused('ResourceNotFoundException', /no notifications/));
  const BackupVaultEvents: BackupVaultEvent[] = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'];
  await backup.putBackupVaultNotifications({ BackupVaultName, SNSTopicArn: TOPIC, BackupVaultEvents });
  await expect(get()).resolves.toMatchObject({ BackupVaultArn: ARN, SNSTopicArn: TOPIC, BackupVaultEvents });
  await backup.deleteBackupVaultNotifications({ BackupVaultName });
  await expect(get()).rejects.toMatchObject(refused('ResourceNotFoundException'));
});

test('refuses notifications of an unknown event, or without a topic', async () => {
  await create();
  const put = (SNSTopicArn: string | undefined, event: string) =>
    backup.putBackupVaultNotifications({
      BackupVaultName,
      SNSTopicArn,
      BackupVaultEvents: [event as BackupVaultEvent],
    });
  await expect(put(TOPIC, 'BACKUP_DONE')).rejects.toMatchObject(
    refused('InvalidParameterValueException', /BACKUP_DONE is not one of/),
  );
  await expect(put(undefined, 'BACKUP_JOB_COMPLETED')).rejects.toMatchObject(
    refused('MissingParameterValueException', /: SNSTopicArn$/),
  );
});

const lock = (input: Partial<PutBackupVaultLockConfigurationCommandInput>) =>
  backup.putBackupVaultLockConfiguration({ BackupVaultName, ...input });
const unlock = () => backup.deleteBackupVaultLockConfiguration({ BackupVaultName });

test('locks a vault in governance mode, which can be changed and removed at any time', async () => {
  await create();
  await lock({ MinRetentionDays: 7, MaxRetentionDays: 30 });
  const described = await backup.describeBackupVault({ BackupVaultName });
  expect(described).toMatchObject({ Locked: true, MinRetentionDays: 7, MaxRetentionDays: 30 });
  expect(described.LockDate).toBeUndefined();
  aws.standIn.clock.advance(1000 * DAY);
  await lock({ MinRetentionDays: 8 });
  await unlock();
  const unlocked = await backup.describeBackupVault({ BackupVaultName });
  expect(unlocked.Locked).toBe(false);
  expect(unlocked.MinRetentionDays).toBeUndefined();
});

test('makes a compliance lock immutable when its grace period ends', async () => {
  await create();
  await lock({ MinRetentionDays: 7, ChangeableForDays: 3 });
  const { LockDate } = await backup.describeBackupVault({ BackupVaultName });
  expect((LockDate?.getTime() ?? 0) - aws.standIn.clock.now().getTime()).toBeLessThanOrEqual(3 * DAY);
  aws.standIn.clock.advance(2.9 * DAY);
  await unlock();
  await lock({ MinRetentionDays: 7, ChangeableForDays: 3 });
  aws.standIn.clock.advance(3 * DAY + 1000);
  const immutable = refused('InvalidRequestException', /immutable/);
  await expect(lock({ MinRetentionDays: 1 })).rejects.toMatchObject(immutable);
  await expect(unlock()).rejects.toMatchObject(immutable);
});

test.each([
  [{ ChangeableForDays: 2 }, /ChangeableForDays/],
  [{ MinRetentionDays: 0 }, /MinRetentionDays/],
  [{ MaxRetentionDays: 36_501 }, /MaxRetentionDays/],
  [{ MinRetentionDays: 31, MaxRetentionDays: 30 }, /exceeds the maximum/],
])('refuses the lock %j', async (input, message) => {
  await create();
  await expect(lock(input)).rejects.toMatchObject(refused('InvalidParameterValueException', message));
});

test.each([
  [{ ChangeableForDays: 3 }],
  [{ MinRetentionDays: 1 }],
  [{ MaxRetentionDays: 36_500 }],
  [{ MinRetentionDays: 30, MaxRetentionDays: 30 }],
])('accepts the lock %j', async (input) => {
  await create();
  await lock(input);
  await expect(backup.describeBackupVault({ BackupVaultName })).resolves.toMatchObject({ Locked: true });
});

test('an air-gapped vault is locked in compliance mode, and listed by its type', async () => {
  await create();
  const input = { BackupVaultName: 'Gapped', MinRetentionDays: 7, MaxRetentionDays: 30 };
  await expect(backup.createLogicallyAirGappedBackupVault(input)).resolves.toMatchObject({ VaultState: 'AVAILABLE' });
  const listed = async (ByVaultType?: VaultType) =>
    (await backup.listBackupVaults({ ByVaultType })).BackupVaultList?.map((vault) => vault.BackupVaultName);
  expect(await listed()).toEqual(['EC2', 'Gapped']);
  expect(await listed('BACKUP_VAULT')).toEqual(['EC2']);
  expect(await listed('LOGICALLY_AIR_GAPPED_BACKUP_VAULT')).toEqual(['Gapped']);
  await expect(backup.describeBackupVault({ BackupVaultName: 'Gapped' })).resolves.toMatchObject({
    VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    Locked: true,
    MinRetentionDays: 7,
    MaxRetentionDays: 30,
    LockDate: expect.any(Date),
  });
});
