import { DescribeBackupVaultCommand, BackupClient, ListTagsCommand } from '@aws-sdk/client-backup';
import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';

import { type BaselineSource, memberBaseline } from '../../domain/baseline/member-baseline';
import { memberTemplate, templateText } from '../../domain/baseline/template';
import { credentialsIn } from '../../testing/aws/credentials-in';
import {
  makeStackSetOrganization,
  MANAGEMENT,
  stackSetInput,
  type StackSetOrganization,
} from '../../testing/aws/stack-set-organization';
import { BY_ROLE, startMoto } from '../moto';
import { motoJson } from '../moto-json';
import { DEFAULT_NAMES } from '../../domain/names';
import { type LocalAws, withStandIn } from '../start';

const HOME = 'ap-northeast-1';
const OTHER = 'us-east-1';
const StackSetName = 'test-backup-baseline';

/** Everything that a baseline can have. */
const SOURCE: BaselineSource = {
  id: 'o-exampleorg1',
  service: 'test',
  region: HOME,
  names: DEFAULT_NAMES,
  tags: { Team: 'backup' },
  managementAccount: { id: MANAGEMENT },
  notifications: {},
  policies: [],
  baseline: {
    regions: [OTHER, HOME],
    role: { name: 'Backup' },
    vaults: [
      { name: 'Plain', key: 'aws-managed', lock: { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 35 } },
      { name: 'Own', key: 'customer-managed' },
      { name: 'Shared', key: { [HOME]: `arn:aws:kms:${HOME}:${MANAGEMENT}:key/1` } },
    ],
  },
};

let aws: LocalAws;
let made: StackSetOrganization;

beforeAll(async () => {
  aws = await withStandIn(await startMoto(BY_ROLE, { managedPolicies: true }));
  made = await makeStackSetOrganization(aws);
  await made.cloudFormation.activateOrganizationsAccess({});
});

afterAll(() => aws.stop());

const textOf = (source: BaselineSource) => templateText(memberTemplate(memberBaseline(source)));

async function finish(start: Promise<{ readonly OperationId?: string | undefined }>): Promise<void> {
  const { OperationId } = await start;
  aws.standIn.clock.advance(3_600_000);
  const { StackSetOperation } = await made.cloudFormation.describeStackSetOperation({ StackSetName, OperationId });
  const { Summaries = [] } = await made.cloudFormation.listStackInstances({ StackSetName });
  expect([StackSetOperation?.Status, Summaries.map(({ StatusReason }) => StatusReason).filter(Boolean)]).toEqual([
    'SUCCEEDED',
    [],
  ]);
}

test('M1 the template of the members is deployed in every account and region, and updated in place', async () => {
  const account = await made.makeAccount('one');
  await made.cloudFormation.createStackSet({ ...stackSetInput(StackSetName), TemplateBody: textOf(SOURCE) });
  const targets = { DeploymentTargets: { OrganizationalUnitIds: [made.rootId] }, Regions: [HOME, OTHER] };
  await finish(made.cloudFormation.createStackInstances({ StackSetName, ...targets }));

  const options = (region: string, credentials: Awaited<ReturnType<typeof credentialsIn>>) => ({
    region,
    endpoint: aws.standIn.url,
    credentials,
  });
  const credentials = await credentialsIn(account, aws.standIn.url);
  const vault = (BackupVaultName: string, region: string) =>
    new BackupClient(options(region, credentials)).send(new DescribeBackupVaultCommand({ BackupVaultName }));
  expect(await vault('Plain', HOME)).toMatchObject({ Locked: true, MinRetentionDays: 7, MaxRetentionDays: 35 });
  const { EncryptionKeyArn, BackupVaultArn } = await vault('Own', OTHER);
  const { KeyMetadata } = await motoJson(options(OTHER, credentials), 'kms', 'TrentService.DescribeKey', {
    KeyId: EncryptionKeyArn,
  });
  expect(KeyMetadata).toMatchObject({ Arn: EncryptionKeyArn, KeyManager: 'CUSTOMER' });
  expect(await vault('Shared', HOME)).toMatchObject({ EncryptionKeyArn: `arn:aws:kms:${HOME}:${MANAGEMENT}:key/1` });
  const listed = await new BackupClient(options(OTHER, credentials)).send(
    new ListTagsCommand({ ResourceArn: BackupVaultArn }),
  );
  expect(listed.Tags).toMatchObject({ Team: 'backup', Service: 'test' });

  const iam = new IAMClient(options(HOME, credentials));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Backup' }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(`"aws:SourceAccount":["${account}"]`);
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'Backup' }));
  expect(AttachedPolicies).toHaveLength(2);
  for (const region of [HOME, OTHER]) {
    const rules = await motoJson(options(region, credentials), 'events', 'AWSEvents.ListRules', {});
    expect(rules.Rules).toHaveLength(1);
    const { Targets } = await motoJson(options(region, credentials), 'events', 'AWSEvents.ListTargetsByRule', {
      Rule: rules.Rules[0].Name,
    });
    expect(Targets).toEqual([
      expect.objectContaining({ RoleArn: expect.stringMatching(`^arn:aws:iam::${account}:role/`) }),
    ]);
  }

  const changed = structuredClone(SOURCE) as any;
  changed.tags.Team = 'other';
  changed.baseline.vaults[0].lock.minRetentionDays = 8;
  await finish(
    made.cloudFormation.updateStackSet({
      StackSetName,
      TemplateBody: textOf(changed),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  expect(await vault('Plain', OTHER)).toMatchObject({ MinRetentionDays: 8 });
});
