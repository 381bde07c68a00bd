import { GOOD_TAGS, runBackup, type Scenario } from './backup-run';
import { seedDocument } from './seed-document';

const run = (scenario: Scenario = {}) => runBackup(seedDocument, scenario);

const untouched = { ...GOOD_TAGS, BackupEC2StopStart: 'false' };

test('S7 the flow that S7 sets out from works while nothing fails', () => {
  const { state, status, ec2, pruned } = run();
  expect({ state, status }).toEqual({ state: 'running', status: 'Success' });
  expect([...ec2.tags.keys()]).toEqual(expect.arrayContaining([ec2.images[0]?.id, ec2.images[0]?.snapshotId]));
  expect(pruned).toEqual([{ ServerName: 'web1', gen: '3' }]);
});

test('S7 the interpreter restarts where that flow does', () => {
  const { ran, state } = run({ faults: { CreateImage: 'InternalError' } });
  expect(ran.slice(-4)).toEqual(['createImage', 'restartByStop', 'restart', 'quitRestarted']);
  expect(state).toBe('running');
});

test('S7 the interpreter continues with the next step in the list if a step names none', () => {
  const { ran } = run({ faults: { StartInstances: ['InsufficientInstanceCapacity', 'InsufficientInstanceCapacity'] } });
  expect(ran.slice(-3)).toEqual(['sleepBeforeRestart', 'restartAgain', 'quitRestartedAgain']);
});

describe('S7 the interpreter finds the defects of that flow', () => {
  test.each([
    ['the snapshots are not listed', { faults: { DescribeSnapshots: 'InternalError' } }],
    ['the tags are refused', { faults: { CreateTags: 'UnauthorizedOperation' } }],
    ['pruning is throttled three times', { prune: ['is throttled', 'is throttled', 'is throttled'] as const }],
  ])('S7 an instance stays stopped when %s, and no notification is sent', (_, scenario) => {
    const { state, status, notified } = run(scenario);
    expect({ state, status, notified }).toEqual({ state: 'stopped', status: 'Success', notified: false });
  });

  test('S7 an instance that should not be touched is restarted when its image is refused, and no notification is sent', () => {
    const { ec2, notified } = run({ tags: untouched, faults: { CreateImage: 'InternalError' } });
    expect(ec2.calls).toEqual(expect.arrayContaining(['StopInstances', 'StartInstances']));
    expect(notified).toBe(false);
  });

  test('S7 an instance that was stopped before is started', () => {
    expect(run({ state: 'stopped' }).state).toBe('running');
  });

  test('S7 generations are pruned for an image that then fails', () => {
    const { ran, pruned } = run({ imageEnds: 'failed' });
    expect(pruned).toHaveLength(1);
    expect(ran.indexOf('prune')).toBeLessThan(ran.indexOf('waitForImage'));
  });
});
