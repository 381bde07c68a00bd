import type { Step } from '../../../domain/automation/step';

/**
 * Ends the execution as Failed, with a message that people read as the failure of the step. No action of Automation fails
 * on purpose but a script, which would need a runtime that AWS retires: so EC2 is asked for an instance whose id is the
 * message, which it refuses word for word.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html for InvalidInstanceID.Malformed
 */
export function refusingStep(name: string, message: string): Step {
  return {
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: [message] },
    isEnd: true,
  };
}
