import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';

import type { CostReport } from '../../domain/cost/cost-report';
import { BY_ROLE } from '../../local-aws/moto';
import { Fault } from '../../local-aws/operation';
import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import { makeStackSetOrganization, MANAGEMENT } from '../../testing/aws/stack-set-organization';
import { backupctlMeanwhile, emptyFolder } from '../../testing/commands';

const HERE = 'ap-northeast-1';
const GIGABYTE = 1024 ** 3;
const LIST = 'backup:ListRecoveryPointsByBackupVault';

let aws: LocalAws;
let members: Members;
let variables: Record<string, string>;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  const made = await makeStackSetOrganization(aws);
  members = await makeMembers(made);
  const { dev, stg, prod } = members;
  const accounts = [dev, stg, prod].map((id) => `'${id}'`).join(', ');
  const costs = `  costs: [{ name: 'servers', type: 'EC2', sizeGb: 100, dailyChangePercent: 0, accounts: [${accounts}] }],\n`;
  const change = (text: string): string => text.replace('  policies: [', `${costs}  policies: [`);
  variables = { ...aws.variables, ...membersVariables(made, members, change), COLUMNS: '1000' };
  // stg has no such role.
  for (const account of [dev, prod]) await roleOfPlans(account);
  keep(dev, 8);
  keep(prod, 32);
});

afterAll(() => aws.stop());

/** As the baseline creates it. */
async function roleOfPlans(account: string): Promise<void> {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' },
  ];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const credentials = await credentialsIn(account, aws.standIn.url);
  const iam = new IAMClient({ endpoint: aws.standIn.url, region: HERE, credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'backupctl-member-plan', AssumeRolePolicyDocument }));
}

function keep(account: string, gigabytes: number): void {
  aws.standIn.state.recoveryPoints.push({
    account,
    region: HERE,
    vault: 'Safe',
    point: {
      RecoveryPointArn: `arn:aws:ec2:${HERE}::image/ami-${account}`,
      BackupVaultName: 'Safe',
      ResourceArn: `arn:aws:ec2:${HERE}:${account}:instance/i-1`,
      ResourceType: 'EC2',
      Status: 'COMPLETED',
      CreationDate: 1_790_000_000,
      BackupSizeInBytes: gigabytes * GIGABYTE,
    },
  });
}

const run = (...args: readonly string[]) =>
  backupctlMeanwhile(['cost', '--now', '2026-11-21T00:00:00Z', ...args], emptyFolder(), variables);

async function cost(...args: readonly string[]) {
  const { code, stdout, stderr } = await run('--from-aws', '--organization', '--json', ...args);
  return { code, stderr, report: JSON.parse(stdout) as CostReport };
}

test('H5 measures every member through the role of plans, and neither counts nor guesses one that denies it', async () => {
  const { code, stderr, report } = await cost();
  const { dev, stg, prod } = members;
  expect(code).toBe(3);
  expect(report.measured).toEqual([
    { account: dev, size: 'servers', declaredGb: 100, measuredGb: 8 },
    { account: prod, size: 'servers', declaredGb: 100, measuredGb: 32 },
  ]);
  expect(report.unread).toEqual([{ account: stg, message: expect.stringContaining('sts:AssumeRole') }]);
  expect(new Set(report.rows.map(({ source }) => source))).toEqual(new Set([dev, prod]));
  expect(report.total.warmGbMonths).toBe(40);
  expect(stderr).toContain(`? account in ${stg}: `);
  expect(stderr).toContain('1 account could not be read');
  const { stdout } = await run('--from-aws', '--organization');
  expect(stdout).toMatch(new RegExp(`\\n${prod} +servers +100 +32\\n`));
  expect(stdout).toContain(`Left out, because AWS's figures of the policies could not be read: ${stg}.`);
});

test('H5 --role measures through another role, and the declared size stays where AWS has no backups', async () => {
  const { code, report } = await cost('--role', 'OrganizationAccountAccessRole');
  expect(code).toBe(0);
  expect(report.unread).toEqual([]);
  expect(report.measured?.find(({ account }) => account === members.stg)).toEqual({
    account: members.stg,
    size: 'servers',
    declaredGb: 100,
    measuredGb: null,
    reason: 'there are no recovery points',
  });
  expect(report.total.warmGbMonths).toBe(140);
});

test.each([
  ['AccessDeniedException', 403, 1, 1],
  // More than the SDK repeats.
  ['InternalFailure', 500, 40, 3],
])('H5 leaves out the accounts in which AWS answers %s', async (name, status, times, lost) => {
  aws.standIn.fail(
    LIST,
    Array.from({ length: times }, () => new Fault(name, 'It failed.', status)),
  );
  const { code, stderr, report } = await cost('--role', 'OrganizationAccountAccessRole');
  aws.standIn.fail(LIST, []);
  expect(code).toBe(3);
  expect(report.unread).toHaveLength(lost);
  const left = new Set(report.unread.map(({ account }) => account));
  expect(report.rows.filter(({ source }) => left.has(source))).toEqual([]);
  expect(new Set(report.rows.map(({ source }) => source)).size).toBe(3 - lost);
  expect(stderr).toContain(`${lost} account${lost === 1 ? '' : 's'} could not be read`);
});

test('H5 fails without a report if the caller is not known', async () => {
  aws.standIn.fail('sts:GetCallerIdentity', [new Fault('AccessDenied', 'denied', 403)]);
  const { code, stdout } = await run('--from-aws', '--organization', '--json');
  expect([code, stdout]).toEqual([3, '']);
});
