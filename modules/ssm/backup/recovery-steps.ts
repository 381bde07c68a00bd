import type { Step } from '../../../domain/automation/step';
import { STOPPED_BY_US } from './stopped-by-us';

/** EC2 does not start an instance that is still stopping. */
const UNTIL_IT_HAS_STOPPED = {
  Service: 'ec2',
  Api: 'DescribeInstances',
  InstanceIds: ['{{ InstanceId }}'],
  PropertySelector: '$.Reservations[0].Instances[0].State.Name',
  DesiredValues: ['stopped', 'running', 'pending', 'terminated'],
};

/**
 * Starts the instance after a failure, an hour later once more, and after a cancel within the two minutes that AWS gives.
 * No execution that comes here ends as Success: the step that sent it here is critical.
 */
export const recoverySteps: readonly Step[] = [
  {
    name: 'decideRestart',
    action: 'aws:branch',
    inputs: { Choices: [{ ...STOPPED_BY_US, NextStep: 'waitUntilStopped' }] },
    isEnd: true,
  },
  {
    name: 'waitUntilStopped',
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 3600,
    onFailure: 'step:restart',
    onCancel: 'step:decideStartAfterCancel',
    isCritical: true,
    inputs: UNTIL_IT_HAS_STOPPED,
    nextStep: 'restart',
  },
  {
    name: 'restart',
    action: 'aws:changeInstanceState',
    timeoutSeconds: 600,
    onFailure: 'step:sleepBeforeRestart',
    onCancel: 'step:decideStartAfterCancel',
    isCritical: true,
    inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' },
    nextStep: 'readStateAtTheEnd',
  },
  {
    // A step that goes on after its failure cannot be the last one.
    name: 'readStateAtTheEnd',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'] },
    outputs: [{ Name: 'State', Selector: '$.Reservations[0].Instances[0].State.Name', Type: 'String' }],
    isEnd: true,
  },
  {
    name: 'sleepBeforeRestart',
    action: 'aws:sleep',
    onCancel: 'step:decideStartAfterCancel',
    inputs: { Duration: 'PT60M' },
    nextStep: 'restartAgain',
  },
  {
    name: 'restartAgain',
    action: 'aws:changeInstanceState',
    timeoutSeconds: 3600,
    onCancel: 'step:decideStartAfterCancel',
    inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' },
    isEnd: true,
  },
  {
    name: 'decideStartAfterCancel',
    action: 'aws:branch',
    inputs: { Choices: [{ ...STOPPED_BY_US, NextStep: 'waitAfterCancel' }] },
    isEnd: true,
  },
  {
    name: 'waitAfterCancel',
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 100,
    onFailure: 'step:startAfterCancel',
    isCritical: true,
    inputs: UNTIL_IT_HAS_STOPPED,
    nextStep: 'startAfterCancel',
  },
  {
    name: 'startAfterCancel',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'StartInstances', InstanceIds: ['{{ InstanceId }}'] },
    isEnd: true,
  },
];
