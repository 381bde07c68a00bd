import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';

import type { FoundKey } from '../../domain/verify/key';
import { withAwsErrors } from '../aws-error';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/**
 * The key of an alias; undefined when there is no such alias.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export async function foundKey(kms: KMSClient, alias: string): Promise<FoundKey | undefined> {
  const key = await orGone(
    withAwsErrors('kms:DescribeKey', async () =>
      required(await kms.send(new DescribeKeyCommand({ KeyId: alias })), 'KeyMetadata'),
    ),
  );
  if (!key) return undefined;
  const { Arn: KeyId, KeyState } = key;
  const policy = await withAwsErrors('kms:GetKeyPolicy', async () =>
    required(await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })), 'Policy'),
  );
  const isRotated = await withAwsErrors('kms:GetKeyRotationStatus', async () =>
    required(await kms.send(new GetKeyRotationStatusCommand({ KeyId })), 'KeyRotationEnabled'),
  );
  return { arn: KeyId ?? '', state: KeyState ?? '', policy, isRotated };
}
