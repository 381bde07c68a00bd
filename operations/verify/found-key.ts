import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  type KMSClient,
} from '@aws-sdk/client-kms';

import type { FoundKey } from '../../domain/verify/key';
import { withAwsErrors } from '../aws-error';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/** The key of an alias; undefined when there is no such alias. */
export async function foundKey(kms: KMSClient, alias: string): Promise<FoundKey | undefined> {
  const key = await describedKey(kms, alias);
  if (!key) return undefined;
  const { Arn = '', KeyState } = key;
  const policy = await keyPolicy(kms, Arn);
  const isRotated = await keyRotation(kms, Arn);
  return { arn: Arn, state: KeyState ?? '', policy, isRotated };
}

/**
 * A key by its ID, ARN or alias; undefined when it does not exist.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export function describedKey(kms: KMSClient, KeyId: string): Promise<KeyMetadata | undefined> {
  return orGone(
    withAwsErrors('kms:DescribeKey', async () =>
      required(await kms.send(new DescribeKeyCommand({ KeyId })), 'KeyMetadata'),
    ),
  );
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export function keyPolicy(kms: KMSClient, KeyId: string): Promise<string> {
  return withAwsErrors('kms:GetKeyPolicy', async () =>
    required(await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })), 'Policy'),
  );
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export function keyRotation(kms: KMSClient, KeyId: string): Promise<boolean> {
  return withAwsErrors('kms:GetKeyRotationStatus', async () =>
    required(await kms.send(new GetKeyRotationStatusCommand({ KeyId })), 'KeyRotationEnabled'),
  );
}
