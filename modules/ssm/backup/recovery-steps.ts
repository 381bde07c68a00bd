import { complete, endUnless, lastStep, sequence, step } from '../document/flow';
import { STOPPED_BY_US } from './stopped-by-us';

const INSTANCE = { InstanceIds: ['{{ InstanceId }}'] };

const READ_INSTANCE = { Service: 'ec2', Api: 'DescribeInstances', ...INSTANCE };

/** EC2 does not start an instance that is still stopping. */
const WAIT_UNTIL_STOPPED = {
  action: 'aws:waitForAwsResourceProperty',
  inputs: {
    ...READ_INSTANCE,
    PropertySelector: '$.Reservations[0].Instances[0].State.Name',
    DesiredValues: ['stopped', 'running', 'pending', 'terminated'],
  },
} as const;

const START = { action: 'aws:changeInstanceState', inputs: { ...INSTANCE, DesiredState: 'running' } } as const;

const startAfterCancel = lastStep('startAfterCancel', {
  action: 'aws:executeAwsApi',
  maxAttempts: 3,
  inputs: { Service: 'ec2', Api: 'StartInstances', ...INSTANCE },
});

const afterCancel = complete(
  step('waitAfterCancel', { ...WAIT_UNTIL_STOPPED, timeoutSeconds: 100, maxAttempts: 3 }, { onFailure: 'next' }),
  startAfterCancel,
);

/** Starts the instance within the two minutes that a cancelled execution has. */
export const startIfCancelled = endUnless('decideStartAfterCancel', STOPPED_BY_US, afterCancel[0]);

const onCancel = startIfCancelled;

const restartLater = complete(
  step('sleepBeforeRestart', { action: 'aws:sleep', inputs: { Duration: 'PT60M' } }, { onCancel }),
  lastStep('restartAgain', { ...START, timeoutSeconds: 3600, maxAttempts: 3 }, { onCancel }),
);

/** Starts the instance an hour later. */
export const [startLater] = restartLater;

const restart = complete(
  sequence(
    step('waitUntilStopped', { ...WAIT_UNTIL_STOPPED, timeoutSeconds: 3600 }, { onFailure: 'next', onCancel }),
    step('restart', { ...START, timeoutSeconds: 600 }, { onFailure: startLater, onCancel }),
  ),
  // A step with a reaction to its failure cannot be the last one.
  lastStep('readStateAtTheEnd', {
    action: 'aws:executeAwsApi',
    inputs: READ_INSTANCE,
    outputs: [{ Name: 'State', Selector: '$.Reservations[0].Instances[0].State.Name', Type: 'String' }],
  }),
);

/** Starts the instance as soon as it has stopped. */
export const [startWhenStopped] = restart;

/** Starts the instance if the execution has stopped it. */
export const startIfStopped = endUnless('decideRestart', STOPPED_BY_US, startWhenStopped);

/**
 * The steps that start the instance after a failure, an hour later once more, and after a cancellation. No execution that
 * reaches them ends as Success: the step that leads here is critical.
 */
export const recoverySteps = [startIfStopped, ...restart, ...restartLater, startIfCancelled, ...afterCancel];
