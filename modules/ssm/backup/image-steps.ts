import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../../../domain/generations/tags';
import type { Step } from '../../../domain/automation/step';
import { STOPPED_BY_US } from './stopped-by-us';
import { tagValue } from './tag-steps';

const TAGS = [
  { Key: 'Name', Value: tagValue('Name') },
  { Key: AUTO_BACKUP_TAG.key, Value: AUTO_BACKUP_TAG.value },
  { Key: SOURCE_INSTANCE_TAG, Value: '{{ InstanceId }}' },
];

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-describing-snapshots.html for the description */
const SNAPSHOTS = {
  Service: 'ec2',
  Api: 'DescribeSnapshots',
  // Of all accounts otherwise: whose description names the image by chance is not ours to tag.
  OwnerIds: ['self'],
  Filters: [{ Name: 'description', Values: ['*{{ createImage.ImageId }}*'] }],
};

/** Whatever fails once the instance may have been stopped. */
const STARTS_AGAIN = {
  onFailure: 'step:decideRestart',
  onCancel: 'step:decideStartAfterCancel',
  isCritical: true,
} as const;

/** Stops the instance if it runs and shall be stopped, images it, marks what was made, and starts it again. */
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
    // Tagged as they are made: nothing of ours is left behind unmarked, whatever happens next, and the role may tag only
    // what is marked. The instance in the name tells two of the same Name apart.
    name: 'createImage',
    action: 'aws:executeAwsApi',
    ...STARTS_AGAIN,
    inputs: {
      Service: 'ec2',
      Api: 'CreateImage',
      InstanceId: '{{ InstanceId }}',
      Name: `${tagValue('Name')}-{{ global:DATE_TIME }}-{{ InstanceId }}`,
      NoReboot: true,
      TagSpecifications: [
        { ResourceType: 'image', Tags: TAGS },
        { ResourceType: 'snapshot', Tags: TAGS },
      ],
    },
    outputs: [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }],
    nextStep: 'waitForSnapshots',
  },
  {
    // CreateImage answers before EC2 lists the snapshots.
    name: 'waitForSnapshots',
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 300,
    ...STARTS_AGAIN,
    inputs: {
      ...SNAPSHOTS,
      PropertySelector: '$.Snapshots[0].State',
      DesiredValues: ['pending', 'completed', 'recoverable', 'recovering'],
    },
    nextStep: 'listSnapshots',
  },
  {
    name: 'listSnapshots',
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    ...STARTS_AGAIN,
    inputs: SNAPSHOTS,
    outputs: [{ Name: 'SnapshotIds', Selector: '$.Snapshots..SnapshotId', Type: 'StringList' }],
    nextStep: 'tag',
  },
  {
    name: 'tag',
    action: 'aws:createTags',
    maxAttempts: 3,
    ...STARTS_AGAIN,
    inputs: {
      ResourceType: 'EC2',
      ResourceIds: ['{{ createImage.ImageId }}', '{{ listSnapshots.SnapshotIds }}'],
      Tags: TAGS,
    },
    nextStep: 'decideStart',
  },
  {
    name: 'decideStart',
    action: 'aws:branch',
    ...STARTS_AGAIN,
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
