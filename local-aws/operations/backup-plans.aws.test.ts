import { Backup, type BackupPlanInput, type BackupRuleInput, type BackupSelection } from '@aws-sdk/client-backup';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';

const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`;

let aws: LocalAws;
let backup: Backup;

const clientIn = (region: string) =>
  new Backup({
    region,
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  backup = clientIn('ap-northeast-1');
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

const refused = (name: string, message?: RegExp) =>
  message ? { name, message: expect.stringMatching(message) } : { name };

const plan = (rule: Partial<BackupRuleInput> = {}, more: Partial<BackupPlanInput> = {}): BackupPlanInput => ({
  BackupPlanName: 'EC2',
  Rules: [{ RuleName: 'Daily', TargetBackupVaultName: 'EC2', ...rule }],
  ...more,
});
const create = (BackupPlan: BackupPlanInput = plan(), more = {}) => backup.createBackupPlan({ BackupPlan, ...more });
const unknownPlan = { BackupPlanId: 'unknown' };

describe('a plan', () => {
  test('is created with the values that AWS Backup adds', async () => {
    const AdvancedBackupSettings = [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }];
    const created = await create(plan({}, { AdvancedBackupSettings }), { CreatorRequestId: 'one' });
    const { BackupPlanId, VersionId } = created;
    const BackupPlanArn = `arn:aws:backup:ap-northeast-1:${ACCOUNT}:backup-plan:${BackupPlanId}`;
    expect(created).toMatchObject({ BackupPlanArn, CreationDate: expect.any(Date), AdvancedBackupSettings });
    await expect(backup.getBackupPlan({ BackupPlanId })).resolves.toMatchObject({
      BackupPlanId,
      BackupPlanArn,
      VersionId,
      CreatorRequestId: 'one',
      CreationDate: created.CreationDate,
      AdvancedBackupSettings,
      BackupPlan: {
        BackupPlanName: 'EC2',
        AdvancedBackupSettings,
        Rules: [
          {
            RuleName: 'Daily',
            TargetBackupVaultName: 'EC2',
            RuleId: expect.any(String),
            StartWindowMinutes: 480,
            CompletionWindowMinutes: 10_080,
            ScheduleExpressionTimezone: 'Etc/UTC',
            EnableContinuousBackup: false,
          },
        ],
      },
    });
  });

  test('keeps what its rules set', async () => {
    const rule = {
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      StartWindowMinutes: 60,
      CompletionWindowMinutes: 120,
      Lifecycle: { DeleteAfterDays: 120, MoveToColdStorageAfterDays: 30, OptInToArchiveForSupportedResources: true },
      RecoveryPointTags: { a: 'b' },
      CopyActions: [{ DestinationBackupVaultArn: 'arn:vault', Lifecycle: { DeleteAfterDays: 7 } }],
    };
    const { BackupPlanId } = await create(plan(rule));
    const { BackupPlan } = await backup.getBackupPlan({ BackupPlanId });
    expect(BackupPlan?.Rules).toEqual([expect.objectContaining(rule)]);
  });

  test('is not created twice with the same document, but again with the same request ID', async () => {
    const first = await create(plan(), { CreatorRequestId: 'one' });
    await expect(create()).rejects.toMatchObject(refused('AlreadyExistsException'));
    await expect(create(plan(), { CreatorRequestId: 'one' })).resolves.toMatchObject({
      BackupPlanId: first.BackupPlanId,
      VersionId: first.VersionId,
    });
    const second = await create(plan({ RuleName: 'Weekly' }));
    expect(second.BackupPlanId).not.toBe(first.BackupPlanId);
    await expect(clientIn('us-east-1').createBackupPlan({ BackupPlan: plan() })).resolves.toBeDefined();
  });

  test('has versions', async () => {
    const { BackupPlanId, VersionId: first } = await create();
    aws.standIn.clock.advance(60_000);
    const { VersionId: second } = await backup.updateBackupPlan({
      BackupPlanId,
      BackupPlan: plan({ RuleName: 'Two' }),
    });
    expect(second).not.toBe(first);
    const ruleIn = async (VersionId?: string) =>
      (await backup.getBackupPlan({ BackupPlanId, VersionId })).BackupPlan?.Rules?.[0]?.RuleName;
    expect([await ruleIn(), await ruleIn(second), await ruleIn(first)]).toEqual(['Two', 'Two', 'Daily']);
    const { BackupPlanVersionsList } = await backup.listBackupPlanVersions({ BackupPlanId });
    expect(BackupPlanVersionsList?.map(({ VersionId }) => VersionId)).toEqual([first, second]);
    await expect(backup.getBackupPlan({ BackupPlanId, VersionId: 'unknown' })).rejects.toMatchObject(
      refused('ResourceNotFoundException'),
    );
  });

  test('is listed, page by page', async () => {
    for (const BackupPlanName of ['one', 'two', 'three']) await create(plan({}, { BackupPlanName }));
    const { BackupPlansList: first, NextToken: token } = await backup.listBackupPlans({});
    const { BackupPlansList: second, NextToken } = await backup.listBackupPlans({ NextToken: token });
    expect([first, second].map((list) => list?.map(({ BackupPlanName }) => BackupPlanName))).toEqual([
      ['one', 'two'],
      ['three'],
    ]);
    expect(NextToken).toBeUndefined();
    expect(first?.[0]).toMatchObject({ VersionId: expect.any(String), BackupPlanArn: expect.any(String) });
    await expect(clientIn('us-east-1').listBackupPlans({})).resolves.toMatchObject({ BackupPlansList: [] });
  });

  test('is deleted without its previous versions', async () => {
    const { BackupPlanId, VersionId: first } = await create();
    const { VersionId: second } = await backup.updateBackupPlan({
      BackupPlanId,
      BackupPlan: plan({ RuleName: 'Two' }),
    });
    await expect(backup.deleteBackupPlan({ BackupPlanId })).resolves.toMatchObject({
      BackupPlanId,
      VersionId: second,
      DeletionDate: expect.any(Date),
    });
    const notFound = refused('ResourceNotFoundException');
    await expect(backup.getBackupPlan({ BackupPlanId })).rejects.toMatchObject(notFound);
    await expect(backup.getBackupPlan({ BackupPlanId, VersionId: second })).rejects.toMatchObject(notFound);
    await expect(backup.getBackupPlan({ BackupPlanId, VersionId: first })).resolves.toMatchObject({
      DeletionDate: expect.any(Date),
    });
    await expect(backup.listBackupPlans({})).resolves.toMatchObject({ BackupPlansList: [] });
    await expect(create(plan({ RuleName: 'Two' }))).resolves.toBeDefined();
  });

  test('has tags', async () => {
    const { BackupPlanArn: ResourceArn, BackupPlanId } = await create(plan(), { BackupPlanTags: { a: '1' } });
    await backup.tagResource({ ResourceArn, Tags: { b: '2' } });
    await backup.untagResource({ ResourceArn, TagKeyList: ['a'] });
    await backup.updateBackupPlan({ BackupPlanId, BackupPlan: plan({ RuleName: 'Two' }) });
    await expect(backup.listTags({ ResourceArn })).resolves.toMatchObject({ Tags: { b: '2' } });
    await backup.deleteBackupPlan({ BackupPlanId });
    await expect(backup.listTags({ ResourceArn })).rejects.toMatchObject(refused('ResourceNotFoundException'));
  });

  test('must exist', async () => {
    const calls = [
      backup.getBackupPlan(unknownPlan),
      backup.listBackupPlanVersions(unknownPlan),
      backup.updateBackupPlan({ ...unknownPlan, BackupPlan: plan() }),
      backup.deleteBackupPlan(unknownPlan),
      backup.listBackupSelections(unknownPlan),
      backup.getBackupSelection({ ...unknownPlan, SelectionId: 'one' }),
      backup.createBackupSelection({ ...unknownPlan, BackupSelection: selection() }),
      backup.deleteBackupSelection({ ...unknownPlan, SelectionId: 'one' }),
    ];
    await Promise.all(
      calls.map((call) => expect(call).rejects.toMatchObject(refused('ResourceNotFoundException', /unknown/))),
    );
  });

  test.each([
    ['its plan', undefined, /: BackupPlan$/],
    ['its rules', { BackupPlanName: 'EC2', Rules: undefined }, /: Rules$/],
    ['the vault of a rule', plan({ TargetBackupVaultName: undefined }), /: TargetBackupVaultName$/],
  ])('is refused without %s', async (_, BackupPlan, message) => {
    const missing = refused('MissingParameterValueException', message);
    await expect(backup.createBackupPlan({ BackupPlan })).rejects.toMatchObject(missing);
    const { BackupPlanId } = await create();
    await expect(backup.updateBackupPlan({ BackupPlanId, BackupPlan })).rejects.toMatchObject(missing);
  });

  test.each([
    [plan({}, { BackupPlanName: 'a'.repeat(51) }), /^BackupPlanName/],
    [plan({ RuleName: 'a b' }), /^Rules\[0\]\.RuleName/],
    [plan({ TargetBackupVaultName: 'E' }), /^Rules\[0\]\.TargetBackupVaultName/],
    [plan({ ScheduleExpression: 'cron(0 24 * * ? *)' }), /^Rules\[0\]\.ScheduleExpression/],
    [plan({ ScheduleExpressionTimezone: 'JST' }), /^Rules\[0\]\.ScheduleExpressionTimezone/],
    [plan({ StartWindowMinutes: 59 }), /^Rules\[0\]\.StartWindowMinutes/],
    [plan({ CompletionWindowMinutes: 52_560_001 }), /^Rules\[0\]\.CompletionWindowMinutes/],
    [plan({ Lifecycle: { DeleteAfterDays: 0 } }), /^Rules\[0\]\.Lifecycle\.DeleteAfterDays/],
    [plan({ Lifecycle: { DeleteAfterDays: 36_501 } }), /^Rules\[0\]\.Lifecycle\.DeleteAfterDays/],
    [plan({ Lifecycle: { DeleteAfterDays: 119, MoveToColdStorageAfterDays: 30 } }), /must be kept 120/],
    [plan({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 36 } }), /maximum is 35 days/],
    [
      plan({ CopyActions: [{ DestinationBackupVaultArn: 'arn:vault', Lifecycle: { DeleteAfterDays: 0 } }] }),
      /^Rules\[0\]\.CopyActions\[0\]\.Lifecycle\.DeleteAfterDays/,
    ],
  ])('is refused as %j', async (BackupPlan, message) => {
    const invalid = refused('InvalidParameterValueException', message);
    await expect(create(BackupPlan)).rejects.toMatchObject(invalid);
    const { BackupPlanId } = await create();
    await expect(backup.updateBackupPlan({ BackupPlanId, BackupPlan })).rejects.toMatchObject(invalid);
    const { BackupPlan: kept } = await backup.getBackupPlan({ BackupPlanId });
    expect(kept).toMatchObject(plan());
  });

  test.each([
    [plan({}, { BackupPlanName: 'a'.repeat(50) })],
    [plan({ ScheduleExpression: 'cron(0 23 * * ? *)', ScheduleExpressionTimezone: 'Asia/Tokyo' })],
    [plan({ StartWindowMinutes: 60, CompletionWindowMinutes: 52_560_000 })],
    [plan({ Lifecycle: { DeleteAfterDays: 36_500 } })],
    [plan({ Lifecycle: { DeleteAfterDays: 120, MoveToColdStorageAfterDays: 30 } })],
    [plan({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 35 } })],
  ])('is accepted as %j', async (BackupPlan) => {
    await expect(create(BackupPlan)).resolves.toBeDefined();
  });

  test('has 10 rules at most', async () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ RuleName: `r${index}`, TargetBackupVaultName: 'EC2' }));
    await expect(create(plan({}, { Rules: rules(10) }))).resolves.toBeDefined();
    await expect(create(plan({}, { Rules: rules(11) }))).rejects.toMatchObject(refused('LimitExceededException'));
  });

  test('has at most 299 others in its region', async () => {
    const others = Array.from({ length: 299 }, (_, index) => ({
      region: 'ap-northeast-1',
      id: `p${index}`,
      plan: { BackupPlanName: `p${index}` },
      selections: {},
    }));
    aws.standIn.state.plans.push(...others);
    await create();
    await expect(create(plan({ RuleName: 'Two' }))).rejects.toMatchObject(refused('LimitExceededException'));
  });
});

const selection = (more: Partial<BackupSelection> = {}): BackupSelection => ({
  SelectionName: 'Tagged',
  IamRoleArn: ROLE,
  ...more,
});

describe('a selection', () => {
  let BackupPlanId: string | undefined;

  beforeEach(async () => {
    ({ BackupPlanId } = await create());
  });

  const select = (BackupSelection: BackupSelection | undefined = selection()) =>
    backup.createBackupSelection({ BackupPlanId, BackupSelection });

  test('is created with everything it selects', async () => {
    const tagged = selection({
      ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'Backup', ConditionValue: 'yes' }],
      Conditions: { StringLike: [{ ConditionKey: 'aws:ResourceTag/Name', ConditionValue: 'web*' }] },
      NotResources: ['arn:aws:ec2:*:*:volume/*'],
    });
    const { SelectionId, CreationDate } = await select(tagged);
    expect(CreationDate).toBeInstanceOf(Date);
    const { BackupSelection } = await backup.getBackupSelection({ BackupPlanId, SelectionId });
    expect(BackupSelection).toEqual({ Resources: [], ...tagged });
  });

  test('without settings has empty ones', async () => {
    const { SelectionId } = await select();
    const { BackupSelection } = await backup.getBackupSelection({ BackupPlanId, SelectionId });
    expect(BackupSelection).toEqual({
      ...selection(),
      Resources: [],
      NotResources: [],
      ListOfTags: [],
      Conditions: { StringEquals: [], StringNotEquals: [], StringLike: [], StringNotLike: [] },
    });
  });

  test('is listed, page by page', async () => {
    for (const SelectionName of ['one', 'two', 'three']) await select(selection({ SelectionName }));
    const { BackupSelectionsList: first, NextToken } = await backup.listBackupSelections({ BackupPlanId });
    const { BackupSelectionsList: second } = await backup.listBackupSelections({ BackupPlanId, NextToken });
    const listed = [...(first ?? []), ...(second ?? [])];
    expect(listed.map(({ SelectionName, IamRoleArn }) => [SelectionName, IamRoleArn])).toEqual([
      ['one', ROLE],
      ['two', ROLE],
      ['three', ROLE],
    ]);
  });

  test('keeps its plan from being deleted', async () => {
    const { SelectionId } = await select();
    await expect(backup.deleteBackupPlan({ BackupPlanId })).rejects.toMatchObject(
      refused('InvalidRequestException', /Related backup plan selections must be deleted prior to backup/),
    );
    await backup.deleteBackupSelection({ BackupPlanId, SelectionId });
    await expect(backup.getBackupSelection({ BackupPlanId, SelectionId })).rejects.toMatchObject(
      refused('ResourceNotFoundException'),
    );
    await expect(backup.deleteBackupSelection({ BackupPlanId, SelectionId })).rejects.toMatchObject(
      refused('ResourceNotFoundException'),
    );
    await expect(backup.deleteBackupPlan({ BackupPlanId })).resolves.toBeDefined();
  });

  test('is refused with the name of another one', async () => {
    await select();
    await expect(select()).rejects.toMatchObject(refused('AlreadyExistsException'));
    await expect(select(selection({ SelectionName: 'Other' }))).resolves.toBeDefined();
  });

  test('is refused without its name, its role or all of it', async () => {
    const missing = (member: string) => refused('MissingParameterValueException', new RegExp(`: ${member}$`));
    const none = backup.createBackupSelection({ BackupPlanId, BackupSelection: undefined });
    await expect(none).rejects.toMatchObject(missing('BackupSelection'));
    await expect(select(selection({ SelectionName: undefined }))).rejects.toMatchObject(missing('SelectionName'));
    await expect(select(selection({ IamRoleArn: undefined }))).rejects.toMatchObject(missing('IamRoleArn'));
  });

  test('is refused with an invalid name', async () => {
    await expect(select(selection({ SelectionName: 'a'.repeat(51) }))).rejects.toMatchObject(
      refused('InvalidParameterValueException', /^SelectionName/),
    );
    await expect(select(selection({ SelectionName: 'a'.repeat(50) }))).resolves.toBeDefined();
  });

  const many = (count: number, end: string) => Array.from({ length: count }, (_, index) => `arn:${index}${end}`);
  const tags = (count: number) =>
    many(count, '').map((ConditionValue) => ({
      ConditionType: 'STRINGEQUALS' as const,
      ConditionKey: 'Backup',
      ConditionValue,
    }));

  test.each([
    ['ARNs', 500, (count: number) => ({ Resources: many(count, '') })],
    ['ARN patterns', 30, (count: number) => ({ NotResources: many(count, '*') })],
    ['tags', 30, (count: number) => ({ ListOfTags: tags(count) })],
    ['conditions', 30, (count: number) => ({ Conditions: { StringEquals: tags(count) } })],
  ])('has a limited number of %s', async (_, most, settings) => {
    await expect(select(selection(settings(most)))).resolves.toBeDefined();
    const more = selection({ ...settings(most + 1), SelectionName: 'More' });
    await expect(select(more)).rejects.toMatchObject(refused('LimitExceededException'));
  });
});
