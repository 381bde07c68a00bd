import { lastStep, type FlowStep } from '../document/flow';

/**
 * Ends the execution as Failed, with a message that users read as the failure of the step. The only action that can fail on
 * purpose is a script, whose runtime AWS would retire. This step asks EC2 for an instance whose ID is the message: EC2
 * refuses it and quotes it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html for InvalidInstanceID.Malformed
 */
export function refusingStep(name: string, message: string): FlowStep {
  return lastStep(name, {
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: [message] },
  });
}
