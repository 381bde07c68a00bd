import type { Step } from '../../../domain/automation/step';
import { refusingStep } from './refusing-step';

const NEW_IMAGE = { Service: 'ec2', Api: 'DescribeImages', ImageIds: ['{{ createImage.ImageId }}'] };

/**
 * Waits until the image has come to an end, good or bad, and fails unless it is available.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html
 */
export function availabilitySteps(next: string): Step[] {
  return [
    {
      name: 'waitForImage',
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: 10_800,
      inputs: {
        ...NEW_IMAGE,
        PropertySelector: '$.Images[0].State',
        DesiredValues: ['available', 'failed', 'error', 'invalid', 'deregistered'],
      },
      nextStep: 'readImageState',
    },
    {
      name: 'readImageState',
      action: 'aws:executeAwsApi',
      maxAttempts: 3,
      inputs: NEW_IMAGE,
      outputs: [{ Name: 'State', Selector: '$.Images[0].State', Type: 'String' }],
      nextStep: 'decideImage',
    },
    {
      name: 'decideImage',
      action: 'aws:branch',
      inputs: {
        Choices: [{ Variable: '{{ readImageState.State }}', StringEquals: 'available', NextStep: next }],
        Default: 'refuseImage',
      },
    },
    refusingStep(
      'refuseImage',
      'image {{ createImage.ImageId }} of {{ InstanceId }} is {{ readImageState.State }}, not available',
    ),
  ];
}
