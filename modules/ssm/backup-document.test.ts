import { backupDocument, type BackupDocumentProps } from './backup-document';
import { GOOD_TAGS, INSTANCE, runBackup, type Outcome, type Scenario } from '../../testing/ssm-document/backup-run';

const props: BackupDocumentProps = {
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
};

const run = (scenario: Scenario = {}, more: Partial<BackupDocumentProps> = {}) =>
  runBackup(backupDocument({ ...props, ...more }), scenario);

const untouched = { ...GOOD_TAGS, BackupEC2StopStart: 'false' };

const called = ({ ec2 }: Outcome, api: string) => ec2.calls.filter((name) => name === api).length;

/** What a user would notice: the state of the instance, how the execution ended, whether a notification is sent. */
const ending = ({ state, status, notified }: Outcome) => ({ state, status, notified });

const CHECKED_TAGS = ['Name', 'EC2BackupGen', 'BackupEC2StopStart'].flatMap((key) => [
  `readTag${key}`,
  `decideTag${key}`,
]);

const FAILED = { status: 'Failed', notified: true };

describe('S7 an execution that goes well', () => {
  const tags = { Name: 'web1', AutoBackup: 'true', SourceInstance: INSTANCE };

  test('S7 stops a running instance, images it, starts it, waits for the image, then prunes', () => {
    const outcome = run();
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
    expect(outcome.ran).toEqual([
      ...CHECKED_TAGS,
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
    ]);
    expect([called(outcome, 'StopInstances'), called(outcome, 'StartInstances')]).toEqual([1, 1]);
    expect(outcome.pruned).toEqual([{ ServerName: 'web1', gen: '3', instanceId: INSTANCE }]);
  });

  test('S7 tags the image and its snapshots as they are made, and once more when they are listed', () => {
    const { ec2 } = run();
    const [image] = ec2.images;
    for (const id of [image?.id ?? '', image?.snapshotId ?? '']) expect(ec2.tags.get(id)).toEqual(tags);
    const create = backupDocument(props).mainSteps.find(({ name }) => name === 'createImage');
    expect(create?.inputs).toMatchObject({
      TagSpecifications: [{ ResourceType: 'image' }, { ResourceType: 'snapshot' }],
    });
  });

  test('S7 tags snapshots that came without', () => {
    const { ec2 } = run({ losesSnapshotTags: true });
    expect(ec2.tags.get(ec2.images[0]?.snapshotId ?? '')).toEqual(tags);
  });

  test('S7 names the image after the instance and the time', () => {
    expect(run().ec2.images[0]?.name).toMatch(/^i-0123456789abcdef0-2026-11-21_03\.3\d\.\d\d$/);
  });

  test.each(['a', 'ウェブ1', 'web:1 <prod> & 50%', 'é'.repeat(256), '🚀', 'a  b', '\u3000', '\u007F'])(
    'S7 backs up an instance with the Name %j, which the pruner gets unchanged',
    (Name) => {
      const outcome = run({ tags: { ...GOOD_TAGS, Name } });
      expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
      expect(outcome.pruned).toEqual([{ ServerName: Name, gen: '3', instanceId: INSTANCE }]);
      expect(outcome.ec2.tags.get(outcome.ec2.images[0]?.id ?? '')).toMatchObject({ Name });
    },
  );

  test('S7 never stops nor starts an instance tagged false', () => {
    const outcome = run({ tags: untouched });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
    expect(outcome.ec2.calls).not.toContain('StopInstances');
    expect(outcome.ec2.calls).not.toContain('StartInstances');
    expect(outcome.pruned).toHaveLength(1);
  });

  test.each([GOOD_TAGS, untouched])('S7 leaves an instance stopped that was stopped before, tagged %j', (with_) => {
    const outcome = run({ tags: with_, state: 'stopped' });
    expect(ending(outcome)).toEqual({ state: 'stopped', status: 'Success', notified: false });
    expect(outcome.ec2.calls).not.toContain('StartInstances');
    expect(outcome.pruned).toHaveLength(1);
  });

  test('S7 images with no reboot', () => {
    const image = backupDocument(props).mainSteps.find(({ name }) => name === 'createImage');
    expect(image?.inputs).toMatchObject({ NoReboot: true });
  });

  test('S7 waits for snapshots that EC2 lists late', () => {
    const outcome = run({ snapshotsListedAfter: 100, losesSnapshotTags: true });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
    expect(outcome.ec2.tags.get(outcome.ec2.images[0]?.snapshotId ?? '')).toEqual(tags);
  });

  test.each(['waitForSnapshots', 'listSnapshots'])('S7 %s lists only snapshots of the account', (name) => {
    const looking = backupDocument(props).mainSteps.find((step) => step.name === name);
    expect(looking?.inputs).toMatchObject({ Api: 'DescribeSnapshots', OwnerIds: ['self'] });
  });

  test('S7 assumes the automation role for every caller', () => {
    expect(backupDocument(props).assumeRole).toBe('arn:aws:iam::111111111111:role/SSMAutomationRole');
  });
});

describe('S7 a missing or invalid tag ends it before anything changes', () => {
  const { Name: _, ...nameless } = GOOD_TAGS;
  const { EC2BackupGen: __, ...withoutGenerations } = GOOD_TAGS;
  const { BackupEC2StopStart: ___, ...undecided } = GOOD_TAGS;

  test.each([
    ['Name', nameless],
    ['Name', { ...GOOD_TAGS, Name: '' }],
    ['Name', { ...GOOD_TAGS, Name: ' web1' }],
    ['Name', { ...GOOD_TAGS, Name: 'web1 ' }],
    ['Name', { ...GOOD_TAGS, Name: ' ' }],
    ['Name', { ...GOOD_TAGS, Name: 'web1"' }],
    ['Name', { ...GOOD_TAGS, Name: 'web\\1' }],
    ['Name', { ...GOOD_TAGS, Name: '{{ InstanceId }}' }],
    ['Name', { ...GOOD_TAGS, Name: 'web1}' }],
    ['Name', { ...GOOD_TAGS, Name: 'web\n1' }],
    ['Name', { ...GOOD_TAGS, Name: 'web1\t' }],
    ['Name', { ...GOOD_TAGS, Name: 'web\u0001' }],
    ['Name', { ...GOOD_TAGS, Name: 'web\u001F' }],
    ['EC2BackupGen', withoutGenerations],
    ['EC2BackupGen', { ...GOOD_TAGS, EC2BackupGen: '0' }],
    ['EC2BackupGen', { ...GOOD_TAGS, EC2BackupGen: '3.5' }],
    ['EC2BackupGen', { ...GOOD_TAGS, EC2BackupGen: '101' }],
    ['BackupEC2StopStart', undecided],
    ['BackupEC2StopStart', { ...GOOD_TAGS, BackupEC2StopStart: 'yes' }],
  ])('S7 the tag %s of %j', (key, tags) => {
    const outcome = run({ tags });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain(`Invalid id: "tag ${key} of ${INSTANCE} is missing or bad: set `);
    expect(outcome.ran.at(-1)).toBe(`refuseTag${key}`);
    expect(new Set(outcome.ec2.calls)).toEqual(new Set(['DescribeTags', 'DescribeInstances']));
  });

  test.each(['1', '100'])('S7 keeps %s generations when asked to', (EC2BackupGen) => {
    expect(run({ tags: { ...GOOD_TAGS, EC2BackupGen } }).pruned).toMatchObject([{ gen: EC2BackupGen }]);
  });

  test('S7 a tag is missing, and the step that reads it fails', () => {
    const outcome = run({ tags: nameless, missingOutputFailsStep: true });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain(
      `Invalid id: "tag Name of ${INSTANCE} is missing, or EC2 did not return it: set a name `,
    );
    expect(outcome.ran).toEqual(['readTagName', 'readAgainName', 'refuseUnreadName']);
  });

  test('S7 denied tags are not reported as missing', () => {
    const outcome = run({ faults: { DescribeTags: 'UnauthorizedOperation' } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain('UnauthorizedOperation');
    expect(outcome.messages).not.toContain('missing');
    expect(outcome.ran).toEqual(['readTagName', 'readAgainName']);
  });

  test.each([1, 2])('S7 reads tags although EC2 throttles %i times', (times) => {
    const DescribeTags = Array.from({ length: times }, () => 'RequestLimitExceeded');
    expect(ending(run({ faults: { DescribeTags } }))).toMatchObject({ status: 'Success' });
  });

  test('S7 tags that EC2 returns too late are not reported as missing: nothing changes', () => {
    const DescribeTags = Array.from({ length: 3 }, () => 'RequestLimitExceeded');
    const outcome = run({ faults: { DescribeTags } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain('is missing, or EC2 did not return it');
    expect(outcome.ec2.calls).not.toContain('StopInstances');
  });
});

describe('S7 a failure on the way starts the instance that we stopped', () => {
  test('S7 the stop is refused', () => {
    const outcome = run({ faults: { StopInstances: 'UnsupportedOperation' } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.ran.slice(-4)).toEqual(['stop', 'waitUntilStopped', 'restart', 'readStateAtTheEnd']);
    expect(outcome.ec2.images).toEqual([]);
  });

  test('S7 the stop takes more than 600 seconds: started as soon as it has stopped', () => {
    const outcome = run({ stopTakes: 900 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'TimedOut', notified: true });
    expect(outcome.ran.slice(-4)).toEqual(['stop', 'waitUntilStopped', 'restart', 'readStateAtTheEnd']);
    expect(outcome.seconds).toBeLessThan(900 + 600);
    expect(outcome.ec2.images).toEqual([]);
  });

  test('S7 the stop takes more than an hour: started an hour later', () => {
    const outcome = run({ stopTakes: 5000 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'TimedOut', notified: true });
    const last = ['stop', 'waitUntilStopped', 'restart', 'sleepBeforeRestart', 'restartAgain'];
    expect(outcome.ran.slice(-5)).toEqual(last);
  });

  test('S7 the image is refused', () => {
    const outcome = run({ faults: { CreateImage: 'SnapshotCreationPerVolumeRateExceeded' } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.ran.slice(-4)).toEqual(['decideRestart', 'waitUntilStopped', 'restart', 'readStateAtTheEnd']);
    expect(outcome.pruned).toEqual([]);
  });

  test('S7 the tags are refused: EC2 then makes no image', () => {
    const outcome = run({ faults: { CreateImage: 'UnauthorizedOperation' } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain('UnauthorizedOperation');
    expect([...outcome.ec2.tags.keys()]).toEqual([INSTANCE]);
  });

  test.each([
    ['the snapshot list stays empty', { snapshotsListedAfter: 1_000_000 }, 'TimedOut'],
    ['the snapshot list is refused', { faults: { DescribeSnapshots: 'UnauthorizedOperation' } }, 'Failed'],
    ['the tagging is refused', { faults: { CreateTags: 'UnauthorizedOperation' } }, 'Failed'],
  ])('S7 %s: started again, nothing pruned', (_, scenario, status) => {
    const outcome = run(scenario);
    expect(ending(outcome)).toEqual({ state: 'running', status, notified: true });
    expect(outcome.ran.at(-2)).toBe('restart');
    expect(outcome.pruned).toEqual([]);
  });

  test('S7 the tagging is throttled twice', () => {
    const outcome = run({ faults: { CreateTags: ['RequestLimitExceeded', 'RequestLimitExceeded'] } });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
  });

  test('S7 the image of an instance tagged false is refused: nothing is restarted', () => {
    const outcome = run({ tags: untouched, faults: { CreateImage: 'InternalError' } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.ran.slice(-2)).toEqual(['createImage', 'decideRestart']);
    expect(outcome.ec2.calls).not.toContain('StartInstances');
  });

  test('S7 the image of an instance that was stopped before is refused: it stays stopped', () => {
    const outcome = run({ state: 'stopped', faults: { CreateImage: 'InternalError' } });
    expect(ending(outcome)).toEqual({ state: 'stopped', ...FAILED });
    expect(outcome.ec2.calls).not.toContain('StartInstances');
  });

  test('S7 the start fails once: an hour later it is tried again', () => {
    const outcome = run({ faults: { StartInstances: ['InsufficientInstanceCapacity'] } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.ran.slice(-3)).toEqual(['start', 'sleepBeforeRestart', 'restartAgain']);
    expect(outcome.seconds).toBeGreaterThan(3600);
    expect(outcome.pruned).toEqual([]);
  });

  test.each([1, 2])('S7 the start fails, and an hour later %i times more: the instance runs', (times) => {
    const StartInstances = Array.from({ length: 1 + times }, () => 'RequestLimitExceeded');
    expect(ending(run({ faults: { StartInstances } }))).toEqual({ state: 'running', ...FAILED });
  });

  test('S7 the start never succeeds: the one case where an instance stays stopped, and a notification is sent', () => {
    const outcome = run({ faults: { StartInstances: 'InsufficientInstanceCapacity' } });
    expect(ending(outcome)).toEqual({ state: 'stopped', ...FAILED });
    expect(outcome.messages.match(/InsufficientInstanceCapacity/g)).toHaveLength(2);
  });

  test('S7 the image and the first restart fail', () => {
    const outcome = run({ faults: { CreateImage: 'InternalError', StartInstances: ['InsufficientInstanceCapacity'] } });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.ran.slice(-3)).toEqual(['restart', 'sleepBeforeRestart', 'restartAgain']);
  });

  test('S7 the status checks never become ok: the instance runs, and a notification is sent', () => {
    const outcome = run({ checksTake: 1_000_000 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'TimedOut', notified: true });
  });
});

describe('S7 a failure after the instance runs again', () => {
  test('S7 the image ends as failed: reported immediately, nothing pruned', () => {
    const outcome = run({ imageEnds: 'failed' });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toMatch(/image ami-\d+ of i-0123456789abcdef0 is failed, not available/);
    expect(outcome.seconds).toBeLessThan(3600);
    expect(outcome.pruned).toEqual([]);
  });

  test('S7 the image is not available after 10,800 seconds: nothing pruned', () => {
    const outcome = run({ imageTakes: 20_000 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'TimedOut', notified: true });
    expect(outcome.messages).toContain('step waitForImage took more than 10800 seconds');
    expect(outcome.pruned).toEqual([]);
  });

  test.each([false, true])('S7 the prune function throws (and the step fails by it: %s)', (functionErrorFailsStep) => {
    const outcome = run({ prune: ['throws', 'throws', 'throws'], functionErrorFailsStep });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain('gen is not a whole number');
    expect(outcome.pruned).toHaveLength(functionErrorFailsStep ? 3 : 1);
  });

  test('S7 the prune function is ended: the answer does not say what kind of error', () => {
    const outcome = run({ prune: ['is ended'] });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.messages).toContain('Process exited before completing request');
  });

  test('S7 a thrown error names the instance', () => {
    expect(run({ prune: ['throws'] }).messages).toContain(
      `Invalid id: "older images of ${INSTANCE} could not be pruned: {"errorType"`,
    );
  });

  test('S7 the prune function is throttled twice, then prunes', () => {
    const outcome = run({ prune: ['is throttled', 'is throttled', 'prunes'] });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Success', notified: false });
    expect(outcome.pruned).toHaveLength(3);
  });

  test('S7 the prune function is throttled three times', () => {
    const outcome = run({ prune: ['is throttled', 'is throttled', 'is throttled', 'prunes'] });
    expect(ending(outcome)).toEqual({ state: 'running', ...FAILED });
    expect(outcome.pruned).toHaveLength(3);
  });

  test('S7 the prune function takes too long three times', () => {
    const outcome = run({ prune: ['takes too long', 'takes too long', 'takes too long'] });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'TimedOut', notified: true });
  });
});

describe('S7 the instance is terminated in between', () => {
  test.each([
    ['before it is read', 1],
    ['while it stops', 20],
    ['while it starts', 100],
  ])('S7 %s: a notification is sent', (_, terminatesAt) => {
    const { state, status, notified } = run({ terminatesAt });
    expect({ state, notified }).toEqual({ state: 'terminated', notified: true });
    expect(status).not.toBe('Success');
  });

  test('S7 while it stops: the execution does not wait for it to stop', () => {
    const { ran, seconds } = run({ terminatesAt: 20 });
    expect(ran).toContain('waitUntilStopped');
    expect(seconds).toBeLessThan(2 * 3600);
  });

  test('S7 while the image is made: the image is complete, and so is the backup', () => {
    const outcome = run({ terminatesAt: 1000, imageTakes: 3000 });
    expect(ending(outcome)).toEqual({ state: 'terminated', status: 'Success', notified: false });
  });
});

describe('S7 a user cancels the execution', () => {
  test.each([
    ['stop', 20],
    ['createImage', 68.5],
    ['start', 80],
    ['waitForImage', 260],
  ])('S7 in step %s: the instance runs again', (name, cancelledAt) => {
    const outcome = run({ cancelledAt });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Cancelled', notified: true });
    expect(outcome.steps).toContainEqual(expect.objectContaining({ name, status: 'Cancelled' }));
  });

  test.each([1, 2])('S7 EC2 throttles %i times afterwards: the instance runs again', (times) => {
    const throttled = Array.from({ length: times }, () => 'RequestLimitExceeded');
    const outcome = run({ cancelledAt: 20, faults: { StartInstances: throttled } });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Cancelled', notified: true });
  });

  test('S7 EC2 throttles the wait for the stop: the instance runs again', () => {
    // After `readState` and the polls of `stop`.
    const throttled = [undefined, ...Array.from({ length: 3 }, () => 'RequestLimitExceeded')];
    const outcome = run({ cancelledAt: 60, faults: { DescribeInstances: throttled } });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Cancelled', notified: true });
  });

  test('S7 every call after a cancellation has three attempts', () => {
    const steps = backupDocument(props).mainSteps.filter(({ name }) => name.endsWith('AfterCancel'));
    const calls = steps.filter(({ action }) => action !== 'aws:branch');
    expect(calls.map(({ name, maxAttempts }) => [name, maxAttempts])).toEqual([
      ['waitAfterCancel', 3],
      ['startAfterCancel', 3],
    ]);
  });

  test('S7 while it sleeps before the last start', () => {
    const outcome = run({ faults: { StartInstances: ['InsufficientInstanceCapacity'] }, cancelledAt: 2000 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Cancelled', notified: true });
  });

  test('S7 ignores an instance tagged false', () => {
    const outcome = run({ tags: untouched, cancelledAt: 6 });
    expect(ending(outcome)).toEqual({ state: 'running', status: 'Cancelled', notified: true });
    expect(outcome.ec2.calls).not.toContain('StartInstances');
  });

  test('S7 while it stops for longer than AWS gives a cancelled execution: stays stopped, and a notification is sent', () => {
    expect(ending(run({ stopTakes: 500, cancelledAt: 20 }))).toEqual({
      state: 'stopped',
      status: 'Cancelled',
      notified: true,
    });
  });
});
