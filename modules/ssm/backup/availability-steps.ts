import { aside, sequence, step, unless } from '../document/flow';
import { refusingStep } from './refusing-step';

const NEW_IMAGE = { Service: 'ec2', Api: 'DescribeImages', ImageIds: ['{{ createImage.ImageId }}'] };

const refuseImage = refusingStep(
  'refuseImage',
  'image {{ createImage.ImageId }} of {{ InstanceId }} is {{ readImageState.State }}, not available',
);

/**
 * Waits until the image reaches a final state, and fails unless it is available.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html
 */
export const availabilitySteps = sequence(
  step('waitForImage', {
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 10_800,
    inputs: {
      ...NEW_IMAGE,
      PropertySelector: '$.Images[0].State',
      DesiredValues: ['available', 'failed', 'error', 'invalid', 'deregistered'],
    },
  }),
  step('readImageState', {
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    inputs: NEW_IMAGE,
    outputs: [{ Name: 'State', Selector: '$.Images[0].State', Type: 'String' }],
  }),
  unless('decideImage', { Variable: '{{ readImageState.State }}', StringEquals: 'available' }, refuseImage),
  aside(refuseImage),
);
