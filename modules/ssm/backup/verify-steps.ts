import { SOURCE_INSTANCE_TAG } from '../../../domain/generations/tags';
import type { Step } from '../document/step';

/** By a filter, because an image that EC2 does not show yet is then no error. */
const NEW_IMAGE = {
  Service: 'ec2',
  Api: 'DescribeImages',
  Filters: [{ Name: 'image-id', Values: ['{{ createImage.ImageId }}'] }],
};

/**
 * Waits until the image has come to an end, good or bad, and fails unless it is available and its snapshots can be found by
 * their tag.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html
 */
export const verifySteps = (next: string): Step[] => [
  {
    name: 'waitForImage',
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 10_800,
    inputs: {
      ...NEW_IMAGE,
      PropertySelector: '$.Images[0].State',
      DesiredValues: ['available', 'failed', 'error', 'invalid', 'deregistered'],
    },
    nextStep: 'assertImageAvailable',
  },
  {
    name: 'assertImageAvailable',
    action: 'aws:assertAwsResourceProperty',
    inputs: { ...NEW_IMAGE, PropertySelector: '$.Images[0].State', DesiredValues: ['available'] },
    nextStep: 'listSnapshots',
  },
  {
    name: 'listSnapshots',
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    inputs: NEW_IMAGE,
    outputs: [{ Name: 'SnapshotIds', Selector: '$.Images[0].BlockDeviceMappings..SnapshotId', Type: 'StringList' }],
    nextStep: 'assertSnapshotTags',
  },
  {
    name: 'assertSnapshotTags',
    action: 'aws:assertAwsResourceProperty',
    maxAttempts: 3,
    inputs: {
      Service: 'ec2',
      Api: 'DescribeTags',
      Filters: [
        { Name: 'resource-id', Values: '{{ listSnapshots.SnapshotIds }}' },
        { Name: 'key', Values: [SOURCE_INSTANCE_TAG] },
      ],
      PropertySelector: '$.Tags[0].Value',
      DesiredValues: ['{{ InstanceId }}'],
    },
    nextStep: next,
  },
];
