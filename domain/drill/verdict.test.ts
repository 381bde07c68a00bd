import { DEFAULT_FILTER } from '../notifications/default-filter';
import type { Arrival, DrillOutcome, ListeningQueue } from './outcome';
import { verdict } from './verdict';

const INSTANCE = 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0123456789abcdef0';

const arrival = (text: string): Arrival => ({ notice: { messageId: '1', text, attributes: {} }, seconds: 480 });

const STOPPED = arrival(`An AWS Backup job was stopped. Resource ARN : ${INSTANCE}. BackupJob ID : job-1`);
const COMPLETED = arrival(
  `An AWS Backup job was completed successfully. Resource ARN : ${INSTANCE}. BackupJob ID : job-2`,
);

const queue = (change: Partial<ListeningQueue> = {}): ListeningQueue => ({
  label: 'ann@example.com',
  filter: DEFAULT_FILTER,
  stopped: STOPPED,
  completed: undefined,
  ...change,
});

const control = queue({ label: 'everything', filter: 'none', completed: COMPLETED });

/** A drill that proves it, and then changed. */
const outcome = (change: Partial<DrillOutcome> = {}): DrillOutcome => ({
  accountId: '111111111111',
  resourceArn: INSTANCE,
  stopped: { jobId: 'job-1', state: 'ABORTED', message: '', seconds: 60 },
  completed: { jobId: 'job-2', state: 'COMPLETED', message: '', seconds: 300 },
  control,
  queues: [queue()],
  ...change,
});

const problemsOf = (change: Partial<DrillOutcome>) =>
  verdict(outcome(change)).map(({ rule, path, message }) => `${rule} ${path}: ${message}`);

test('N8 is proven if the stopped job is reported and the completed one is not', () => {
  expect(verdict(outcome())).toEqual([]);
});

test('N8 accepts the text of a failed job as AWS documents it', () => {
  const failed = arrival(`An AWS Backup job failed. Resource ARN : ${INSTANCE}. BackupJob ID : job-1`);
  expect(problemsOf({ control: { ...control, stopped: failed } })).toEqual([]);
});

test('N8 a job that completed before it was stopped proves nothing', () => {
  const stopped = { jobId: 'job-1', state: 'COMPLETED', message: '', seconds: 90 };
  expect(problemsOf({ stopped, completed: undefined, queues: [queue({ stopped: undefined })] })).toEqual([
    'not-stopped backup job job-1: the job to stop ended as COMPLETED, not ABORTED',
  ]);
});

test('N8 reports a failed job with the message of AWS', () => {
  const completed = { jobId: 'job-2', state: 'FAILED', message: 'Insufficient privileges', seconds: 90 };
  expect(problemsOf({ completed })).toEqual([
    'not-completed backup job job-2: the job to complete ended as FAILED, not COMPLETED: "Insufficient privileges"',
  ]);
});

test('N8 reports a job that did not end with its last known state', () => {
  const completed = { jobId: 'job-2', state: 'RUNNING', message: '', seconds: undefined };
  expect(problemsOf({ completed, control: { ...control, completed: undefined } })).toEqual([
    'not-completed backup job job-2: the job to complete was still RUNNING at the timeout',
  ]);
});

test('N8 blames no filter if nothing arrives even without one', () => {
  const silent = { stopped: undefined, completed: undefined };
  expect(problemsOf({ control: { ...control, ...silent }, queues: [queue(silent)] })).toEqual([
    'not-published backup job job-1: the topic did not publish that the stopped job ended: even a queue without a filter received nothing',
  ]);
});

test('N8 a success that was not reported proves nothing if it was never published', () => {
  expect(problemsOf({ control: { ...control, completed: undefined } })).toEqual([
    'not-published backup job job-2: the topic did not publish that the completed job ended: even a queue without a filter received nothing',
  ]);
});

test('N8 names the filter that holds a failure back, and the one that lets a success through', () => {
  const filter = { State: ['FAILED', 'COMPLETED'] };
  expect(problemsOf({ queues: [queue({ stopped: undefined, filter }), queue({ completed: COMPLETED })] })).toEqual([
    'failure-held-back filter of ann@example.com: the filter {"State":["FAILED","COMPLETED"]} held back the notice of the stopped job, which was published',
    'success-held-back filter of ann@example.com: the filter {"State":["FAILED","COMPLETED"]} held back the notice of the completed job',
    'success-let-through filter of ann@example.com: the filter {"State":[{"exists":false},{"anything-but":"COMPLETED"}]} let through the notice of the completed job',
  ]);
});

test('N8 who has no filter is meant to hear of successes too', () => {
  expect(problemsOf({ queues: [queue({ filter: 'none', completed: COMPLETED })] })).toEqual([]);
});

test('N8 a notice that does not say what failed is no notice', () => {
  expect(problemsOf({ control: { ...control, stopped: arrival('Something about job-1') } })).toEqual([
    `wrong-text backup job job-1: the notice of the stopped job does not begin "An AWS Backup job failed" nor name ${INSTANCE}: "Something about job-1"`,
  ]);
});

test('M6 accepts the message of the organization, which lists the job, and no other', () => {
  const listed = arrival(
    `1 backup job in 1 account ended as ABORTED.\n\n- prod\n  backup job job-1, ${INSTANCE}, vault EC2`,
  );
  const member: Partial<DrillOutcome> = { publisher: 'organization', completed: undefined };
  const received = (stopped: Arrival) => ({
    control: queue({ filter: 'none', stopped }),
    queues: [queue({ stopped })],
  });
  expect(problemsOf({ ...member, ...received(listed) })).toEqual([]);
  expect(problemsOf({ ...member, ...received(STOPPED) })).toEqual([
    expect.stringContaining(
      'the notice of the stopped job does not say "ended as ABORTED": "An AWS Backup job was stopped.',
    ),
  ]);
  expect(verdict(outcome({ ...member, control: queue({ stopped: undefined }) })).map(({ remedy }) => remedy)).toEqual([
    'check the way of the event from the rule in the account to the topic (docs/runbooks/drill-failed.md#nothing-was-published-for-a-member)',
  ]);
});

test('N8 every finding says what to do, in the runbook too', () => {
  const all = [
    ...verdict(outcome({ stopped: { jobId: 'job-1', state: 'EXPIRED', message: '', seconds: 1 } })),
    ...verdict(outcome({ control: queue({ stopped: undefined }) })),
    ...verdict(outcome({ control: { ...control, stopped: arrival('x') }, queues: [queue({ stopped: undefined })] })),
  ];
  expect(all.map(({ remedy }) => /\((docs\/runbooks\/drill-failed\.md#[a-z-]+)\)$/.exec(remedy)?.[1])).toEqual([
    'docs/runbooks/drill-failed.md#a-job',
    'docs/runbooks/drill-failed.md#nothing-was-published',
    'docs/runbooks/drill-failed.md#another-text',
    'docs/runbooks/drill-failed.md#a-filter',
  ]);
});
