import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

import { withAwsErrors } from '../aws-error';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/**
 * The address in a parameter, which can be a secret: it is compared, never shown. Undefined when there is no such
 * parameter.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function endpointOf(ssm: SSMClient, Name: string): Promise<string | undefined> {
  const command = new GetParameterCommand({ Name, WithDecryption: true });
  const parameter = await orGone(
    withAwsErrors('ssm:GetParameter', async () => required(await ssm.send(command), 'Parameter')),
  );
  return parameter?.Value;
}
