import { CreateTagsCommand, DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';

import { backupDefinition } from '../../local-aws/backup-definition';
import { Fault, LOST_RESPONSE } from '../../local-aws/operation';
import { AutomationRun, type AutomationDefinition } from '../../local-aws/operations/automation-run';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { resetMoto } from '../../testing/aws/reset-moto';
import { backupctlMeanwhile, changedEnvironments, emptyFolder, until } from '../../testing/commands';

let aws: LocalAws;
let instance: string;

const HERE = 'ap-northeast-1';
const DOCUMENT = 'SSM-BackupEC2Instance';
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;
const GOOD = {
  BackupGroup: 'ssm-backup-group',
  Name: 'web-1',
  EC2BackupGen: '3',
  BackupEC2StopStart: 'true',
};

const BACKUP = backupDefinition(HERE);

/** The steps of a backup without failure, of an instance that is stopped for it. */
const SUCCESSFUL_STEPS = [
  ...['Name', 'EC2BackupGen', 'BackupEC2StopStart'].flatMap((key) => [`readTag${key}`, `decideTag${key}`]),
  'readState',
  'decideStop',
  'stop',
  'createImage',
  'waitForSnapshots',
  'listSnapshots',
  'tag',
  'decideStart',
  'start',
  'waitForImage',
  'readImageState',
  'decideImage',
  'prune',
  'decidePruned',
];

const backupctl = (args: readonly string[], variables: Record<string, string> = {}, signal?: AbortSignal) =>
  backupctlMeanwhile(['ssm-backup', ...args], emptyFolder(), { ...aws.variables, ...variables }, signal);

const run = (...args: readonly string[]) =>
  backupctl(['run', '--environment', 'dev', '--instance-id', instance, '--poll', '1', ...args]);

const follow = (id: string, ...args: readonly string[]) =>
  backupctl(['follow', id, '--environment', 'dev', '--poll', '1', ...args]);

const ec2 = () =>
  new EC2Client({
    region: HERE,
    endpoint: aws.variables['AWS_ENDPOINT_URL'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const tag = (tags: Readonly<Record<string, string>>) =>
  ec2().send(
    new CreateTagsCommand({
      Resources: [instance],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );

const define = (changes: Partial<AutomationDefinition> = {}) =>
  void aws.standIn.state.automationDefinitions.push({ ...BACKUP, ...changes });

/** The id of the only execution that was started. */
const onlyExecution = () => {
  expect(aws.standIn.state.automationExecutions).toHaveLength(1);
  return aws.standIn.state.automationExecutions[0]?.start.id ?? '';
};

/** Starts an execution that backupctl did not start. */
const put = (id: string, of: string, { document = DOCUMENT, startedAt = new Date() } = {}) =>
  void aws.standIn.state.automationExecutions.push(
    new AutomationRun({
      id,
      definition: {
        name: document,
        region: HERE,
        document: { mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT10M' }, isEnd: true }] },
      },
      parameters: { InstanceId: [of] },
      startedAt,
    }),
  );

const ids = ['1', '2', '3', '4'].map((last) => `00000000-0000-4000-8000-00000000000${last}`) as [
  string,
  string,
  string,
  string,
];

beforeAll(async () => {
  aws = await testAws('111111111111');
});

beforeEach(async () => {
  await resetMoto(aws.standIn.url);
  const { Instances } = await ec2().send(
    new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 }),
  );
  instance = Instances?.[0]?.InstanceId ?? '';
  await tag(GOOD);
  aws.standIn.reset();
  // Requests and tests alone let its time pass.
  aws.standIn.clock.speed = 0;
});

afterAll(() => aws.stop());

test('S12 starts a backup, follows its steps and ends with the image', async () => {
  define();
  aws.standIn.clock.perRequest = 40_000;
  const { code, stdout, stderr } = await run('--follow');
  const id = onlyExecution();
  expect(code).toBe(0);
  expect(stderr).toMatch(
    new RegExp(
      `^Started the backup of ${instance}: execution ${id}\n` +
        '.*createImage: Success\n.*waitForImage: InProgress\nwaitForImage: Success\n.*prune: Success\n.*$',
      's',
    ),
  );
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^STEP +STATUS +STARTED +SECONDS$/);
  expect(lines).toContainEqual(expect.stringMatching(/^waitForImage +Success +\d{4}-\S+Z +63$/));
  const { Images } = await ec2().send(new DescribeImagesCommand({ Owners: ['self'] }));
  expect(Images).toHaveLength(1);
  expect(Images?.[0]?.Name).toMatch(new RegExp(`^${instance}-2`));
  expect(lines.at(-1)).toBe(`Backup of ${instance} succeeded: image ${Images?.[0]?.ImageId} (execution ${id})`);
  expect(aws.standIn.requests('ssm:StartAutomationExecution')).toEqual([
    { DocumentName: DOCUMENT, Parameters: { InstanceId: [instance] }, ClientToken: expect.stringMatching(UUID) },
  ]);
});

test('S12 starts a backup without waiting for it, unless --follow is given', async () => {
  define();
  const { code, stdout, stderr } = await run();
  const id = onlyExecution();
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Started the backup of ${instance}: execution ${id}\n` });
  expect(stdout).toBe(`${id}\n→ to follow it: npx backupctl ssm-backup follow ${id} --environment dev\n`);
  aws.standIn.clock.advance(3_600_000);
  expect(JSON.parse((await follow(id, '--json')).stdout)).toMatchObject({ executionId: id, outcome: 'succeeded' });
});

test('S12 prints JSON for programs', async () => {
  define();
  aws.standIn.clock.perRequest = 60_000;
  const { code, stdout } = await run('--follow', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    executionId: onlyExecution(),
    document: DOCUMENT,
    instanceId: instance,
    status: 'Success',
    outcome: 'succeeded',
    startedAt: expect.stringMatching(/Z$/),
    imageId: expect.stringMatching(/^ami-/),
    steps: SUCCESSFUL_STEPS.map((name) => ({
      name,
      action: BACKUP.document.mainSteps.find((step) => step.name === name)?.action,
      status: 'Success',
      startedAt: expect.stringMatching(/Z$/),
      endedAt: expect.stringMatching(/Z$/),
    })),
  });
  aws.standIn.reset();
  define();
  expect(JSON.parse((await run('--json')).stdout)).toEqual({ executionId: onlyExecution(), instanceId: instance });
});

test('S12 ends with 3, the step that failed and its reason', async () => {
  const call = (name: string, Api: string, rest: object) => ({
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api, InstanceIds: ['{{ InstanceId }}'] },
    ...rest,
  });
  const image = { Service: 'ec2', Api: 'CreateImage', InstanceId: '{{ InstanceId }}', Name: 'web-1' };
  define({
    document: {
      parameters: { InstanceId: {} },
      mainSteps: [
        call('createImage', 'CreateImage', {
          inputs: image,
          outputs: [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }],
        }),
        call('prune', 'DescribeInstances', { onFailure: 'step:startAgain', isCritical: true }),
        call('startAgain', 'StartInstances', {}),
        call('end', 'DescribeInstances', { isEnd: true }),
      ],
    },
    faults: { prune: 'The function is throttled.', end: 'prune has failed' },
  });
  aws.standIn.clock.perRequest = 60_000;
  const { code, stdout, stderr } = await run('--follow');
  expect(code).toBe(3);
  expect(stdout).toMatch(new RegExp(`\nBackup of ${instance} failed: image ami-\\S+ \\(execution \\S+\\)\n$`));
  expect(stderr).toContain(`
The backup of ${instance} ended as Failed (execution ${onlyExecution()}):
  prune Failed: The function is throttled.
  end Failed: prune has failed
→ fix the cause of the first failed step, and run the backup again
`);
});

test('S5 S12 prunes by the built function, whose error fails the backup', async () => {
  const mainSteps = BACKUP.document.mainSteps.map((step) =>
    step.name === 'prune' ? { ...step, inputs: { ...step.inputs, Payload: '{"gen": "0"}' } } : step,
  );
  define({ document: { ...BACKUP.document, mainSteps } });
  aws.standIn.clock.perRequest = 60_000;
  const { code, stdout, stderr } = await run('--follow');
  expect(code).toBe(3);
  expect(stderr).toContain(
    '\n  prune Failed: lmd-del-backup-gen: {"errorType":"PruneRequestError","errorMessage":"Nothing is deleted, because the event is invalid:',
  );
  expect(stdout).not.toContain('decidePruned');
  expect(stdout).toContain(`Backup of ${instance} failed: image ami-`);
});

test('S12 says when there is no image', async () => {
  define({ faults: { readTagName: 'no Name' } });
  aws.standIn.clock.perRequest = 60_000;
  const { code, stdout, stderr } = await run('--follow');
  expect(code).toBe(3);
  expect(stderr).toContain('\n  readTagName Failed: no Name\n');
  expect(stdout).toContain(`Backup of ${instance} failed: no image (execution `);
  expect(stdout).not.toContain('createImage');
});

test('S12 reports invalid tags before anything is started', async () => {
  define();
  await tag({ BackupGroup: 'other', Name: 'web{1', EC2BackupGen: 'three' });
  aws.standIn.actions.length = 0;
  const { code, stdout, stderr } = await run('--follow');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    new RegExp(
      [
        `^${instance} cannot be backed up:`,
        `✗ ${instance}.BackupGroup = "other": it is not in the backup group: the SSM backup may change only instances of that group`,
        ' {4}→ set ssm-backup-group',
        `✗ ${instance}.Name = "web{1": the SSM backup cannot use this value`,
        ' {4}→ set a name without .*',
        `✗ ${instance}.EC2BackupGen = "three": the SSM backup cannot use this value`,
        ' {4}→ set how many .*',
        '$',
      ].join('\n'),
    ),
  );
  expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity', 'ec2:DescribeInstances']);
});

test('S12 refuses an instance that the account does not have', async () => {
  const args = ['run', '--environment', 'dev', '--instance-id', 'i-0123456789abcdef0'];
  const { code, stderr } = await backupctl(args);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `Account 111111111111 has no instance i-0123456789abcdef0 in ${HERE}.\n→ specify one that npx backupctl inventory --environment dev lists\n`,
  });
});

test('S12 refuses a second backup of an instance while one runs, also one of the window', async () => {
  define();
  put(ids[0], instance);
  put(ids[1], 'i-00000000000000002');
  put(ids[2], 'i-00000000000000003');
  put(ids[3], instance, { document: `${DOCUMENT}-Test` });
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^A backup of ${instance} is already running: InProgress since \\S+Z\\.\n→ to follow it: npx backupctl ssm-backup follow ${ids[0]} --environment dev\n$`,
    ),
  );
  expect(aws.standIn.actions).not.toContain('ssm:StartAutomationExecution');
});

test('S12 backs an instance up again once the last backup is over', async () => {
  define();
  put(ids[0], instance, { startedAt: new Date(Date.now() - 3_600_000) });
  expect((await run()).code).toBe(0);
  expect(aws.standIn.state.automationExecutions).toHaveLength(2);
});

test('S12 a start whose answer is lost is asked again, and nothing starts twice', async () => {
  define();
  aws.standIn.fail('ssm:StartAutomationExecution', [LOST_RESPONSE]);
  const { code, stdout } = await run();
  expect(code).toBe(0);
  expect(stdout).toContain(onlyExecution());
  const [first, second] = aws.standIn.requests('ssm:StartAutomationExecution');
  expect(second?.['ClientToken']).toBe(first?.['ClientToken']);
});

test('S12 a start without a response may have happened: the command reports it, and the next run finds it', async () => {
  define();
  aws.standIn.fail(
    'ssm:StartAutomationExecution',
    Array.from({ length: 6 }, () => LOST_RESPONSE),
  );
  const { code, stderr } = await run();
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^ssm:StartAutomationExecution: no response arrived \(.+\), so the backup may be running\n→ run the command again: it is refused if a backup is running\n$/,
  );
  const again = await run();
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`follow ${onlyExecution()} --environment dev`);
});

test('S12 names the stack when the document is not there', async () => {
  const { code, stderr } = await run();
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: `ssm:StartAutomationExecution failed: Systems Manager has no document ${DOCUMENT} in this region\n→ apply the ssm-backup stack of the environment first\n`,
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'S12 cancelled by %s it says how to follow the backup, which continues',
  async (signal) => {
    define();
    const breakOff = new AbortController();
    const ended = backupctl(
      ['run', '--environment', 'dev', '--instance-id', instance, '--follow', '--poll', '1'],
      {},
      breakOff.signal,
    );
    await until(() => aws.standIn.actions.includes('ssm:GetAutomationExecution'), ended);
    breakOff.abort(signal);
    const { code, stdout, stderr } = await ended;
    const id = onlyExecution();
    // Null: the signal ended the process.
    expect({ code, stdout }).toEqual({ code: null, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `\nThe backup continues: execution ${id}\n→ to follow it: npx backupctl ssm-backup follow ${id} --environment dev\n$`,
      ),
    );
    aws.standIn.clock.advance(3_600_000);
    expect((await follow(id)).stdout).toContain(`Backup of ${instance} succeeded: image ami-`);
  },
);

const CALLS = [
  'ec2:DescribeInstances',
  'ssm:DescribeAutomationExecutions',
  'ssm:StartAutomationExecution',
  'ssm:GetAutomationExecution',
];

test('S12 waits and tries again when AWS throttles', async () => {
  define();
  aws.standIn.clock.perRequest = 60_000;
  for (const action of CALLS) aws.standIn.fail(action, [new Fault('ThrottlingException', 'Rate exceeded', 429)]);
  const { code } = await run('--follow');
  expect(code).toBe(0);
  onlyExecution();
});

test.each(CALLS)('S12 names %s when it is missing, and ends with 3', async (action) => {
  define();
  const code = action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException';
  aws.standIn.fail(action, [new Fault(code, 'You are not authorized to perform this operation.', 403)]);
  const ended = await run('--follow');
  expect(ended.code).toBe(3);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain(`The caller is not allowed to call ${action} on *.`);
});

test('S12 following that fails says that the backup continues', async () => {
  define();
  aws.standIn.fail('ssm:GetAutomationExecution', [new Fault('AccessDeniedException', 'Access denied.', 403)]);
  const { stderr } = await run('--follow');
  expect(stderr).toContain(
    `The backup continues: execution ${onlyExecution()}\n→ to follow it: npx backupctl ssm-backup follow `,
  );
});

test('S12 follows only what is a backup', async () => {
  const [id] = ids;
  const hint = '→ specify the ID that run printed\n';
  expect(await follow(id)).toEqual({
    code: 1,
    stdout: '',
    stderr: `Systems Manager has no execution ${id} in ${HERE}.\n${hint}`,
  });
  put(id, instance, { document: 'AWS-StopEC2Instance' });
  expect((await follow(id)).stderr).toBe(
    `Systems Manager runs AWS-StopEC2Instance, which is not a backup, as execution ${id} in ${HERE}.\n${hint}`,
  );
});

test('S12 refuses an environment without SSM backup, and credentials of another account', async () => {
  const none = changedEnvironments({
    'dev.ts': (text) => text.replace(/ {2}ssmBackup: \{.*?\n {2}\},\n/s, "  ssmBackup: 'none',\n"),
  });
  const args = ['run', '--instance-id', instance, '--environment'];
  expect(await backupctl([...args, 'dev'], { BACKUP_ENVIRONMENTS_DIR: none })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'The environment dev has no SSM backup.\n→ define ssmBackup in its file\n',
  });
  const other = await backupctl([...args, 'prod']);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('not to the account of prod 333333333333.');
  expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
});

test.each([
  [['run', '--environment', 'dev', '--instance-id', 'web-1'], 'Specify an instance ID such as i-0123456789abcdef0.'],
  [['run', '--environment', 'dev'], "required option '--instance-id <id>' not specified"],
  [['follow', 'web-1', '--environment', 'dev'], 'Specify an ID such as 4105a4fc-'],
])('S12 ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stderr } = await backupctl(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(aws.standIn.actions).toEqual([]);
});
