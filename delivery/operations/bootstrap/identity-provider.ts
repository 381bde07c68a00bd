import { GetOpenIDConnectProviderCommand, type IAMClient } from '@aws-sdk/client-iam';

import { withAwsErrors } from '../../../operations/aws-error';
import { isNamed } from '../../../operations/sdk-error';
import { required } from '../../../operations/unreadable-response';

/**
 * The audiences of an identity provider of the account; undefined when it does not exist.
 * @throws {AwsError}
 */
export async function audiencesOf(iam: IAMClient, arn: string): Promise<readonly string[] | undefined> {
  const request = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
  try {
    return await withAwsErrors('iam:GetOpenIDConnectProvider', async () =>
      required(await iam.send(request), 'ClientIDList'),
    );
  } catch (error) {
    if (isNamed(error, ['NoSuchEntity', 'NoSuchEntityException'])) return undefined;
    throw error;
  }
}
