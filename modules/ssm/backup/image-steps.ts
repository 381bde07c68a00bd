import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../../../domain/generations/tags';
import type { Step } from '../document/step';
import { STOPPED_BY_US } from './stopped-by-us';

const TAGS = [
  { Key: 'Name', Value: '{{ checkTags.Name }}' },
  { Key: AUTO_BACKUP_TAG.key, Value: AUTO_BACKUP_TAG.value },
  { Key: SOURCE_INSTANCE_TAG, Value: '{{ InstanceId }}' },
];

/** Stops the instance if it runs and shall be stopped, images it, and starts it again. */
export const imageSteps: readonly Step[] = [
  {
    name: 'readState',
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'] },
    outputs: [{ Name: 'State', Selector: '$.Reservations[0].Instances[0].State.Name', Type: 'String' }],
    nextStep: 'decideStop',
  },
  {
    name: 'decideStop',
    action: 'aws:branch',
    inputs: { Choices: [{ ...STOPPED_BY_US, NextStep: 'stop' }], Default: 'createImage' },
  },
  {
    name: 'stop',
    action: 'aws:changeInstanceState',
    timeoutSeconds: 600,
    onFailure: 'step:waitUntilStopped',
    onCancel: 'step:decideStartAfterCancel',
    isCritical: true,
    inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'stopped' },
    nextStep: 'createImage',
  },
  {
    // Tagged as they are made: no image or snapshot of ours is ever without the tags by which it is found and pruned, and
    // the role needs no leave to tag anything else. The instance in the name tells two of the same Name apart.
    name: 'createImage',
    action: 'aws:executeAwsApi',
    onFailure: 'step:decideRestart',
    onCancel: 'step:decideStartAfterCancel',
    isCritical: true,
    inputs: {
      Service: 'ec2',
      Api: 'CreateImage',
      InstanceId: '{{ InstanceId }}',
      Name: '{{ checkTags.Name }}-{{ global:DATE_TIME }}-{{ InstanceId }}',
      NoReboot: true,
      TagSpecifications: [
        { ResourceType: 'image', Tags: TAGS },
        { ResourceType: 'snapshot', Tags: TAGS },
      ],
    },
    outputs: [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }],
    nextStep: 'decideStart',
  },
  {
    name: 'decideStart',
    action: 'aws:branch',
    onCancel: 'step:decideStartAfterCancel',
    inputs: { Choices: [{ ...STOPPED_BY_US, NextStep: 'start' }], Default: 'waitForImage' },
  },
  {
    name: 'start',
    action: 'aws:changeInstanceState',
    timeoutSeconds: 600,
    onFailure: 'step:sleepBeforeRestart',
    onCancel: 'step:decideStartAfterCancel',
    isCritical: true,
    inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' },
    nextStep: 'waitForImage',
  },
];
