import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../../../domain/generations/tags';
import { sequence, step, when, type FlowStep, type Part } from '../document/flow';
import { startIfCancelled, startIfStopped, startLater, startWhenStopped } from './recovery-steps';
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
  // Without it EC2 lists the snapshots of all accounts, and a foreign description can name the image by chance.
  OwnerIds: ['self'],
  Filters: [{ Name: 'description', Values: ['*{{ createImage.ImageId }}*'] }],
};

/** For every step after which the instance may be stopped. */
const STARTS_AGAIN = { onFailure: startIfStopped, onCancel: startIfCancelled };

/** Stops the instance if it runs and its tag allows it, images it, tags the image and its snapshots, and starts it again. */
export const imageSteps = sequence(
  step('readState', {
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'] },
    outputs: [{ Name: 'State', Selector: '$.Reservations[0].Instances[0].State.Name', Type: 'String' }],
  }),
  when('decideStop', STOPPED_BY_US, changeState('stop', 'stopped', startWhenStopped)),
  // Tagged on creation: nothing is left unmarked, whatever happens next, and the role may tag only what is marked.
  // An image name accepts few characters. The tag Name accepts any alphabet.
  step(
    'createImage',
    {
      action: 'aws:executeAwsApi',
      inputs: {
        Service: 'ec2',
        Api: 'CreateImage',
        InstanceId: '{{ InstanceId }}',
        Name: '{{ InstanceId }}-{{ global:DATE_TIME }}',
        NoReboot: true,
        TagSpecifications: [
          { ResourceType: 'image', Tags: TAGS },
          { ResourceType: 'snapshot', Tags: TAGS },
        ],
      },
      outputs: [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }],
    },
    STARTS_AGAIN,
  ),
  // CreateImage answers before EC2 lists the snapshots.
  step(
    'waitForSnapshots',
    {
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: 300,
      inputs: {
        ...SNAPSHOTS,
        PropertySelector: '$.Snapshots[0].State',
        DesiredValues: ['pending', 'completed', 'recoverable', 'recovering'],
      },
    },
    STARTS_AGAIN,
  ),
  step(
    'listSnapshots',
    {
      action: 'aws:executeAwsApi',
      maxAttempts: 3,
      inputs: SNAPSHOTS,
      outputs: [{ Name: 'SnapshotIds', Selector: '$.Snapshots..SnapshotId', Type: 'StringList' }],
    },
    STARTS_AGAIN,
  ),
  step(
    'tag',
    {
      action: 'aws:createTags',
      maxAttempts: 3,
      inputs: {
        ResourceType: 'EC2',
        ResourceIds: ['{{ createImage.ImageId }}', '{{ listSnapshots.SnapshotIds }}'],
        Tags: TAGS,
      },
    },
    STARTS_AGAIN,
  ),
  when('decideStart', STOPPED_BY_US, changeState('start', 'running', startLater), STARTS_AGAIN),
);

function changeState(name: string, DesiredState: 'running' | 'stopped', onFailure: FlowStep): Part {
  return step(
    name,
    {
      action: 'aws:changeInstanceState',
      timeoutSeconds: 600,
      inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState },
    },
    { onFailure, onCancel: startIfCancelled },
  );
}
