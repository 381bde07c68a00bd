import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

const ACCOUNT = '111111111111';
const GIGABYTE = 1024 ** 3;

let aws: LocalAws;

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
});

afterAll(() => aws.stop());

const SIZES =
  "costs: [{ name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 100, dailyChangePercent: 0 }], ssmBackup: {";

const environments = changedEnvironments({ 'dev.ts': (text) => text.replace('ssmBackup: {', SIZES) });

function cost(environment: string, args: readonly string[] = []) {
  const command = ['cost', '--now', '2026-11-21T00:00:00Z', '--from-aws', environment, ...args];
  return backupctlMeanwhile(command, emptyFolder(), { ...aws.variables, BACKUP_ENVIRONMENTS_DIR: environments });
}

function keep(instance: string, gigabytes: number, change: object = {}): void {
  aws.standIn.state.recoveryPoints.push({
    region: 'ap-northeast-1',
    vault: 'EC2',
    point: {
      RecoveryPointArn: `arn:aws:ec2:ap-northeast-1::image/ami-${instance}`,
      BackupVaultName: 'EC2',
      ResourceArn: `arn:aws:ec2:ap-northeast-1:${ACCOUNT}:instance/${instance}`,
      ResourceType: 'EC2',
      Status: 'COMPLETED',
      CreationDate: 1_790_000_000,
      BackupSizeInBytes: gigabytes * GIGABYTE,
      ...change,
    },
  });
}

test('H5 takes sizes from the backups in AWS, and neither from copies nor from parts', async () => {
  keep('i-1', 8);
  keep('i-2', 32);
  keep('i-3', 500, { SourceBackupVaultArn: 'arn:aws:backup:eu-west-1:222222222222:backup-vault:EC2' });
  keep('i-4', 500, { Status: 'PARTIAL' });
  const { code, stdout } = await cost('dev', ['--json']);
  expect(code).toBe(0);
  const { measured, total } = JSON.parse(stdout);
  expect(measured).toEqual([{ size: 'servers', declaredGb: 100, measuredGb: 40 }]);
  expect(total.warmGbMonths).toBe(40);
  expect((await cost('dev')).stdout).toMatch(/\nservers +100 +40\n/);
  const named = await cost('--environment', ['dev', '--json']);
  expect([named.code, named.stdout]).toEqual([0, stdout]);
});

test('H5 refuses credentials of another account', async () => {
  const { code, stdout } = await cost('prod');
  expect([code, stdout]).toEqual([2, '']);
});
