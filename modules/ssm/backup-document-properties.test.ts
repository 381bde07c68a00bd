import fc from 'fast-check';

import { backupDocument } from './backup-document';
import { GOOD_TAGS, type Outcome, runBackup, type Scenario } from '../../testing/ssm-document/backup-run';

const document = backupDocument({
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
});

/** An error or none, for each of the first calls. */
const someFaults = fc.array(fc.constantFrom(undefined, undefined, 'InternalError'), { maxLength: 6 });

/** Fails at any call, and in any of the ways that AWS lets an instance and an image go wrong. */
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  tags: fc.constantFrom('true', 'false', 'maybe').map((value) => ({ ...GOOD_TAGS, BackupEC2StopStart: value })),
  state: fc.constantFrom('running' as const, 'stopped' as const),
  // Within the hour after which it is started at the latest.
  stopTakes: fc.constantFrom(5, 60, 599, 1200, 3000),
  startTakes: fc.constantFrom(5, 60, 900),
  checksTake: fc.constantFrom(0, 120, 2000),
  imageTakes: fc.constantFrom(10, 300, 9000, 20_000),
  imageEnds: fc.constantFrom('available' as const, 'failed' as const),
  snapshotsListedAfter: fc.constantFrom(0, 100, 1_000_000),
  losesSnapshotTags: fc.boolean(),
  prune: fc.array(
    fc.constantFrom('prunes' as const, 'throws' as const, 'is throttled' as const, 'takes too long' as const),
    {
      maxLength: 3,
    },
  ),
  functionErrorFailsStep: fc.boolean(),
  faults: fc.record(
    {
      DescribeTags: someFaults,
      DescribeInstances: someFaults,
      DescribeInstanceStatus: someFaults,
      DescribeImages: someFaults,
      DescribeSnapshots: someFaults,
      CreateImage: someFaults,
      CreateTags: someFaults,
      StopInstances: someFaults,
      // The second start succeeds: what happens otherwise has a separate test.
      StartInstances: fc.constantFrom([], ['InsufficientInstanceCapacity']),
    },
    { requiredKeys: [] },
  ),
});

const RUNS = { numRuns: 200 };

/** Promises of every execution: one execution of each scenario shows them all. */
const PROMISES: Readonly<Record<string, (outcome: Outcome, scenario: Scenario) => void>> = {
  'an instance that ran before runs afterwards, and one that was stopped is stopped, whatever fails': (
    { state },
    scenario,
  ) => {
    expect(state).toBe(scenario.state);
  },
  'only an instance that runs and is tagged true is ever stopped or started': ({ ec2: { calls } }, scenario) => {
    if (scenario.state === 'running' && scenario.tags?.['BackupEC2StopStart'] === 'true') return;
    expect(calls).not.toContain('StopInstances');
    expect(calls).not.toContain('StartInstances');
  },
  'an execution is a success only if every step was, the image is available and pruning has happened': ({
    status,
    notified,
    steps,
    ran,
  }) => {
    const allWell = steps.every((step) => step.status === 'Success') && ran.includes('tag');
    expect(status === 'Success').toBe(allWell && ran.at(-1) === 'decidePruned');
    expect(notified).toBe(status !== 'Success');
  },
  'nothing is pruned before the new image is tagged and available': ({ pruned, ec2, steps }, scenario) => {
    if (pruned.length === 0) return;
    expect(scenario.imageEnds).toBe('available');
    expect(ec2.images).toHaveLength(1);
    expect(steps).toContainEqual(expect.objectContaining({ name: 'tag', status: 'Success' }));
  },
};

const seed = Date.now() % 2 ** 31;
const executed = new Map<string, Outcome>();

/** The same seed for each promise: the first one executes the scenarios. */
test.each(Object.entries(PROMISES))('S7 %s', (_, promise) => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const key = JSON.stringify(scenario);
      const outcome = executed.get(key) ?? runBackup(document, scenario);
      executed.set(key, outcome);
      promise(outcome, scenario);
    }),
    { ...RUNS, seed },
  );
});

test('S7 an instance that is terminated is never a success before its image is available', () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 0, max: 10_000 }), (scenario, terminatesAt) => {
      const { state, status, ran } = runBackup(document, { ...scenario, terminatesAt });
      if (status === 'Success') expect(ran).toContain('decideImage');
      if (state !== 'terminated') expect(state).toBe(scenario.state);
    }),
    RUNS,
  );
});

test('S7 a cancelled execution leaves the instance as it was, if it stops within the two minutes that AWS gives', () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 0, max: 10_000 }), (scenario, cancelledAt) => {
      const { stopTakes: _, faults: __, ...rest } = scenario;
      const { state, status, notified } = runBackup(document, { ...rest, stopTakes: 60, cancelledAt });
      expect(state).toBe(scenario.state);
      expect(notified).toBe(status !== 'Success');
    }),
    RUNS,
  );
});
