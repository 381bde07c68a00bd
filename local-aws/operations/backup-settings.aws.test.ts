import { Backup } from '@aws-sdk/client-backup';

import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeOrganization } from '../../testing/aws/organization';
import { BY_ROLE } from '../moto';

const LOCAL = { accessKeyId: 'local', secretAccessKey: 'local' };

let aws: LocalAws;

const backupIn = (region: string, credentials = LOCAL) =>
  new Backup({ region, endpoint: aws.standIn.url, credentials, maxAttempts: 1 });

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

describe('region settings', () => {
  const update = (ResourceTypeOptInPreference: Record<string, boolean>) =>
    backupIn('us-east-1').updateRegionSettings({ ResourceTypeOptInPreference });

  test('keep each resource type by region and account', async () => {
    aws.standIn.state.optIn['us-east-1'] = { EC2: false };
    await update({ EBS: true });
    await update({ EBS: false, RDS: true });
    await expect(backupIn('us-east-1').describeRegionSettings({})).resolves.toMatchObject({
      ResourceTypeOptInPreference: { EC2: false, EBS: false, RDS: true },
      ResourceTypeManagementPreference: {},
    });
    const elsewhere = await backupIn('eu-west-1').describeRegionSettings({});
    expect(elsewhere.ResourceTypeOptInPreference).toEqual({});
    const inMember = await backupIn(
      'us-east-1',
      await credentialsIn('222222222222', aws.standIn.url),
    ).describeRegionSettings({});
    expect(inMember.ResourceTypeOptInPreference).toEqual({ EC2: false });
  });

  test('have the management of resource types', async () => {
    const backup = backupIn('us-east-1');
    await backup.updateRegionSettings({ ResourceTypeManagementPreference: { EFS: true } });
    await expect(backup.describeRegionSettings({})).resolves.toMatchObject({
      ResourceTypeManagementPreference: { EFS: true },
    });
  });

  test('refuse an unknown resource type', async () => {
    await expect(update({ EC2: true, Lambda: true })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Resource type Lambda is not supported.',
    });
    const { ResourceTypeOptInPreference } = await backupIn('us-east-1').describeRegionSettings({});
    expect(ResourceTypeOptInPreference).toEqual({});
  });
});

describe('global settings', () => {
  const update = (GlobalSettings: Record<string, string> | undefined, credentials = LOCAL) =>
    backupIn('us-east-1', credentials).updateGlobalSettings({ GlobalSettings });
  const enabled = { isCrossAccountBackupEnabled: 'true' };

  test('belong to the management account of an organization', async () => {
    const notManagement = { name: 'InvalidRequestException', message: expect.stringContaining('management account') };
    await expect(update(enabled)).rejects.toMatchObject(notManagement);
    await makeOrganization(aws.standIn.url);
    await update(enabled);
    await update({ isMpaEnabled: 'false' });
    await expect(backupIn('us-east-1').describeGlobalSettings({})).resolves.toMatchObject({
      GlobalSettings: { isCrossAccountBackupEnabled: 'true', isMpaEnabled: 'false' },
    });
    await expect(update(enabled, await credentialsIn('222222222222', aws.standIn.url))).rejects.toMatchObject(
      notManagement,
    );
  });

  test.each([[{ isAnythingEnabled: 'true' }], [{ isMpaEnabled: 'yes' }]])('refuse %j', async (settings) => {
    const [name = ''] = Object.keys(settings);
    await expect(update(settings)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(name),
    });
  });

  test('are required', async () => {
    await expect(update(undefined)).rejects.toMatchObject({ name: 'MissingParameterValueException' });
  });
});
