import { SSM } from '@aws-sdk/client-ssm';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';

let aws: LocalAws;
let ssm: SSM;

const clientIn = (region: string) =>
  new SSM({
    region,
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

beforeAll(async () => {
  aws = await testAws('111111111111');
  ssm = clientIn('ap-northeast-1');
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

const WINDOW = {
  Name: 'mw-ssm-backup',
  Description: 'Backs up',
  Schedule: 'cron(30 03 ? * * *)',
  Duration: 1,
  Cutoff: 0,
  AllowUnassociatedTargets: false,
};
const TARGETS = [{ Key: 'tag:BackupGroup', Values: ['a'] }];
const PARAMETERS = { Automation: { DocumentVersion: '$DEFAULT', Parameters: { InstanceId: ['{{TARGET_ID}}'] } } };

const create = async (): Promise<string> => (await ssm.createMaintenanceWindow(WINDOW)).WindowId ?? '';
const register = async (WindowId: string): Promise<string> => {
  const target = { WindowId, ResourceType: 'INSTANCE' as const, Targets: TARGETS, Name: 'tg', Description: 'those' };
  return (await ssm.registerTargetWithMaintenanceWindow(target)).WindowTargetId ?? '';
};

test('a window is found in its region only, is updated in part or replaced, and is deleted', async () => {
  const WindowId = await create();
  expect(WindowId).toMatch(/^mw-[0-9a-f]{17}$/);
  await expect(ssm.getMaintenanceWindow({ WindowId })).resolves.toMatchObject({ ...WINDOW, WindowId, Enabled: true });
  await expect(clientIn('eu-west-1').getMaintenanceWindow({ WindowId })).rejects.toMatchObject({
    name: 'DoesNotExistException',
  });
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  await expect(ssm.getMaintenanceWindow({ WindowId })).resolves.toMatchObject({ ...WINDOW, Enabled: false });
  const { Description: _, ...without } = WINDOW;
  await ssm.updateMaintenanceWindow({ WindowId, ...without, Replace: true });
  const replaced = await ssm.getMaintenanceWindow({ WindowId });
  expect(replaced).toMatchObject({ ...without, Enabled: false });
  expect(replaced).not.toHaveProperty('Description');
  const Filters = [{ Key: 'Name', Values: [WINDOW.Name] }];
  await expect(ssm.describeMaintenanceWindows({ Filters })).resolves.toMatchObject({
    WindowIdentities: [{ WindowId }],
  });
  await ssm.deleteMaintenanceWindow({ WindowId });
  await expect(ssm.describeMaintenanceWindows({ Filters })).resolves.toMatchObject({ WindowIdentities: [] });
});

test('a window has tags, and other resources have theirs', async () => {
  const ResourceId = await create();
  const window = { ResourceType: 'MaintenanceWindow', ResourceId } as const;
  await ssm.addTagsToResource({
    ...window,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  await ssm.removeTagsFromResource({ ...window, TagKeys: ['a'] });
  await expect(ssm.listTagsForResource(window)).resolves.toMatchObject({ TagList: [{ Key: 'b', Value: '2' }] });
  await expect(ssm.listTagsForResource({ ...window, ResourceId: 'mw-unknown' })).rejects.toMatchObject({
    name: 'InvalidResourceId',
  });
  await ssm.putParameter({ Name: 'one', Value: 'x', Type: 'String', Tags: [{ Key: 'c', Value: '3' }] });
  await expect(ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: 'one' })).resolves.toMatchObject({
    TagList: [{ Key: 'c', Value: '3' }],
  });
});

test('a target is found by its ID, is updated, and stays while a task needs it', async () => {
  const WindowId = await create();
  const WindowTargetId = await register(WindowId);
  await register(WindowId);
  const Filters = [{ Key: 'WindowTargetId', Values: [WindowTargetId] }];
  await ssm.updateMaintenanceWindowTarget({ WindowId, WindowTargetId, Name: 'other' });
  await expect(ssm.describeMaintenanceWindowTargets({ WindowId, Filters })).resolves.toMatchObject({
    Targets: [
      { WindowId, WindowTargetId, ResourceType: 'INSTANCE', Targets: TARGETS, Name: 'other', Description: 'those' },
    ],
  });
  await ssm.registerTaskWithMaintenanceWindow({
    WindowId,
    TaskArn: 'SSM-BackupEC2Instance',
    TaskType: 'AUTOMATION',
    Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId] }],
  });
  const target = { WindowId, WindowTargetId };
  await expect(ssm.deregisterTargetFromMaintenanceWindow({ ...target, Safe: true })).rejects.toMatchObject({
    name: 'TargetInUseException',
  });
  await ssm.deregisterTargetFromMaintenanceWindow(target);
  await expect(ssm.deregisterTargetFromMaintenanceWindow(target)).rejects.toMatchObject({
    name: 'DoesNotExistException',
  });
});

test('a task keeps its parameters, which the list does not show', async () => {
  const WindowId = await create();
  const task = { WindowId, TaskArn: 'SSM-BackupEC2Instance', TaskType: 'AUTOMATION', Priority: 1 } as const;
  const { WindowTaskId } = await ssm.registerTaskWithMaintenanceWindow({
    ...task,
    TaskInvocationParameters: PARAMETERS,
  });
  await ssm.updateMaintenanceWindowTask({ WindowId, WindowTaskId, Priority: 2 });
  const described = { ...task, WindowTaskId, Priority: 2 };
  await expect(ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId })).resolves.toMatchObject({
    ...described,
    TaskInvocationParameters: PARAMETERS,
  });
  const { Tasks = [] } = await ssm.describeMaintenanceWindowTasks({ WindowId });
  const { TaskType: Type, ...others } = described;
  expect(Tasks).toMatchObject([{ ...others, Type }]);
  expect(Tasks[0]).not.toHaveProperty('TaskInvocationParameters');
  await ssm.deregisterTaskFromMaintenanceWindow({ WindowId, WindowTaskId });
  await expect(ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId })).rejects.toMatchObject({
    name: 'DoesNotExistException',
  });
});

test.each([
  [{ Name: 'mw' }, 'Name is not valid: mw'],
  [{ Description: 'a'.repeat(129) }, 'Description is not valid'],
  [{ Duration: 25 }, 'Duration is not valid: 25'],
  [{ Cutoff: 24 }, 'Cutoff is not valid: 24'],
])('a window with %j is refused', async (more, message) => {
  const refused = { name: 'ValidationException', message: expect.stringContaining(message) };
  await expect(ssm.createMaintenanceWindow({ ...WINDOW, ...more })).rejects.toMatchObject(refused);
  const WindowId = await create();
  await expect(ssm.updateMaintenanceWindow({ WindowId, ...more })).rejects.toMatchObject(refused);
  await expect(ssm.getMaintenanceWindow({ WindowId })).resolves.toMatchObject(WINDOW);
});

test.each([[{ Name: 'mw1' }], [{ Description: 'a'.repeat(128) }], [{ Duration: 24 }], [{ Cutoff: 23 }]])(
  'a window with %j is accepted',
  async (more) => {
    await expect(ssm.createMaintenanceWindow({ ...WINDOW, ...more })).resolves.toBeDefined();
  },
);

test('what a request needs is required', async () => {
  const missing = (members: string) => ({
    name: 'ValidationException',
    message: `Required members are missing: ${members}`,
  });
  const created = ssm.createMaintenanceWindow({ ...WINDOW, Schedule: undefined, Cutoff: undefined });
  await expect(created).rejects.toMatchObject(missing('Schedule, Cutoff'));
  const WindowId = await create();
  const replaced = ssm.updateMaintenanceWindow({ ...WINDOW, WindowId, Schedule: undefined, Replace: true });
  await expect(replaced).rejects.toMatchObject(missing('Schedule'));
  const target = ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets: undefined });
  await expect(target).rejects.toMatchObject(missing('Targets'));
  const task = ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskArn: undefined, TaskType: 'AUTOMATION' });
  await expect(task).rejects.toMatchObject(missing('TaskArn'));
});

test('targets are listed by their type, and tasks by theirs', async () => {
  const WindowId = await create();
  await register(WindowId);
  const byType = (type: string) =>
    ssm.describeMaintenanceWindowTargets({ WindowId, Filters: [{ Key: 'Type', Values: [type] }] });
  await expect(byType('INSTANCE')).resolves.toMatchObject({ Targets: [{ ResourceType: 'INSTANCE' }] });
  await expect(byType('RESOURCE_GROUP')).resolves.toMatchObject({ Targets: [] });
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskArn: 'SSM-BackupEC2Instance', TaskType: 'AUTOMATION' });
  const tasks = (type: string) =>
    ssm.describeMaintenanceWindowTasks({ WindowId, Filters: [{ Key: 'TaskType', Values: [type] }] });
  await expect(tasks('AUTOMATION')).resolves.toMatchObject({ Tasks: [{ Type: 'AUTOMATION' }] });
  await expect(tasks('LAMBDA')).resolves.toMatchObject({ Tasks: [] });
});

test('a task without targets runs once', async () => {
  const WindowId = await create();
  const task = { WindowId, TaskArn: 'SSM-BackupEC2Instance', TaskType: 'AUTOMATION' } as const;
  const concurrency = async (Targets?: typeof TARGETS) => {
    const limits = { MaxConcurrency: '5', MaxErrors: '2' };
    const { WindowTaskId } = await ssm.registerTaskWithMaintenanceWindow({ ...task, ...limits, Targets });
    const { MaxConcurrency, MaxErrors } = await ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId });
    return [MaxConcurrency, MaxErrors];
  };
  await expect(concurrency()).resolves.toEqual(['1', '1']);
  await expect(concurrency([{ Key: 'WindowTargetIds', Values: ['one'] }])).resolves.toEqual(['5', '2']);
});

test('nothing is registered with a window that does not exist', async () => {
  const WindowId = 'mw-0123456789abcdef0';
  const notFound = { name: 'DoesNotExistException', message: `Maintenance window ${WindowId} doesn't exist.` };
  const calls = [
    ssm.getMaintenanceWindow({ WindowId }),
    ssm.updateMaintenanceWindow({ WindowId, Enabled: false }),
    ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets: TARGETS }),
    ssm.describeMaintenanceWindowTargets({ WindowId }),
    ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskArn: 'a', TaskType: 'AUTOMATION' }),
    ssm.describeMaintenanceWindowTasks({ WindowId }),
    ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId: 'one' }),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(notFound)));
});
