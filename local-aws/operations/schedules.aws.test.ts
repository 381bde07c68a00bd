import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { motoRest } from '../moto-rest';

const ACCOUNT = '111111111111';
const ARN = `arn:aws:scheduler:ap-northeast-1:${ACCOUNT}:schedule/default/check`;

let aws: LocalAws;

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

async function call(method: string, path: string, body?: unknown, region = 'ap-northeast-1'): Promise<any> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = { region, endpoint: aws.standIn.url, credentials };
  const response = await motoRest(client, 'scheduler', { method, path, body });
  return { status: response.status, ...((await response.json()) as object) };
}

const schedule = (more: Readonly<Record<string, unknown>> = {}) => ({
  ScheduleExpression: 'cron(0 6 * * ? *)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: 'arn:function', RoleArn: 'arn:role' },
  ...more,
});

const create = (more?: Readonly<Record<string, unknown>>) => call('POST', '/schedules/check', schedule(more));
const get = () => call('GET', '/schedules/check?groupName=default');
const withRetry = (RetryPolicy: object) => ({ Target: { ...schedule().Target, RetryPolicy } });

test('creates a schedule with the defaults of EventBridge Scheduler', async () => {
  await expect(create(withRetry({ MaximumEventAgeInSeconds: 600 }))).resolves.toEqual({
    status: 200,
    ScheduleArn: ARN,
  });
  await expect(get()).resolves.toEqual({
    status: 200,
    Arn: ARN,
    Name: 'check',
    GroupName: 'default',
    ScheduleExpression: 'cron(0 6 * * ? *)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: 'arn:function',
      RoleArn: 'arn:role',
      RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 185 },
    },
    CreationDate: expect.any(Number),
    LastModificationDate: expect.any(Number),
  });
});

test('sets what an update does not contain to its default', async () => {
  await create({ Description: 'first', State: 'DISABLED', ScheduleExpressionTimezone: 'Asia/Tokyo' });
  const { CreationDate } = await get();
  aws.standIn.clock.advance(60_000);
  await call('PUT', '/schedules/check', schedule({ ScheduleExpression: 'cron(0 7 * * ? *)' }));
  const { Description, LastModificationDate, ...updated } = await get();
  expect(updated).toMatchObject({
    ScheduleExpression: 'cron(0 7 * * ? *)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    CreationDate,
  });
  expect(Description).toBeUndefined();
  expect(LastModificationDate).toBeGreaterThan(CreationDate);
});

test('lists schedules by prefix, state and region', async () => {
  await create();
  await call('POST', '/schedules/other', schedule({ State: 'DISABLED' }));
  const names = async (query: string, region?: string) =>
    (await call('GET', `/schedules?${query}`, undefined, region)).Schedules.map(({ Name }: any) => Name);
  expect([await names(''), await names('NamePrefix=ch'), await names('State=DISABLED')]).toEqual([
    ['check', 'other'],
    ['check'],
    ['other'],
  ]);
  expect(await names('', 'us-east-1')).toEqual([]);
});

test('deletes a schedule', async () => {
  await create();
  await expect(call('DELETE', '/schedules/check?groupName=default')).resolves.toMatchObject({ status: 200 });
  const missing = { status: 404, __type: 'ResourceNotFoundException', message: 'Schedule check does not exist.' };
  await expect(get()).resolves.toMatchObject(missing);
  await expect(call('PUT', '/schedules/check', schedule())).resolves.toMatchObject(missing);
  await expect(call('DELETE', '/schedules/check')).resolves.toMatchObject(missing);
});

test('refuses a second schedule of the same name', async () => {
  await create();
  await expect(create()).resolves.toMatchObject({ status: 409, __type: 'ConflictException' });
});

test('has only the default group', async () => {
  const message = 'Schedule group more does not exist.';
  await expect(create({ GroupName: 'more' })).resolves.toMatchObject({ status: 404, message });
  await expect(create({ GroupName: 'default' })).resolves.toMatchObject({ status: 200 });
  await expect(call('GET', '/schedules/check?groupName=more')).resolves.toMatchObject({ status: 404, message });
});

test.each([
  [{ ScheduleExpression: 'cron(0 24 * * ? *)' }, 'ScheduleExpression: cron(0 24 * * ? *)'],
  [{ ScheduleExpressionTimezone: 'JST' }, 'ScheduleExpressionTimezone: JST'],
  [{ FlexibleTimeWindow: undefined }, 'FlexibleTimeWindow: undefined'],
  [{ Target: { Arn: 'arn:function' } }, 'Target.RoleArn: undefined'],
  [withRetry({ MaximumEventAgeInSeconds: 59 }), 'Target.RetryPolicy.MaximumEventAgeInSeconds: 59'],
  [withRetry({ MaximumRetryAttempts: 186 }), 'Target.RetryPolicy.MaximumRetryAttempts: 186'],
])('refuses %j', async (more, found) => {
  const refused = { status: 400, __type: 'ValidationException', message: `Invalid ${found}.` };
  await expect(create(more)).resolves.toMatchObject(refused);
  await create();
  await expect(call('PUT', '/schedules/check', schedule(more))).resolves.toMatchObject(refused);
});

test.each([
  [{ ScheduleExpression: 'rate(5 minutes)' }],
  [withRetry({ MaximumEventAgeInSeconds: 60 })],
  [withRetry({ MaximumRetryAttempts: 185 })],
])('accepts %j', async (more) => {
  await expect(create(more)).resolves.toMatchObject({ status: 200 });
});
