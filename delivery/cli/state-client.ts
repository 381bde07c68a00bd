import type { S3Client } from '@aws-sdk/client-s3';

import type { ReleaseTarget } from './target';
import { clientOptions } from '../../cli/aws/clients';

/** A client for the state bucket of an environment, as the role of `state.roleArn`, or else as the caller. */
export async function stateClient(
  { state }: Pick<ReleaseTarget, 'state'>,
  profile: string | undefined,
): Promise<S3Client> {
  const { S3Client: Client } = await import('@aws-sdk/client-s3');
  const options = {
    ...clientOptions({ profile, region: state.region }),
    // On a wrong checksum, the SDK would end the process. Bundles and records have their own checks.
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
  };
  const { roleArn } = state;
  if (roleArn === undefined) return new Client(options);
  const [{ STSClient }, { assumedRole }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('../../operations/assumed-role'),
  ]);
  return new Client({ ...options, credentials: () => assumedRole(new STSClient(options), roleArn) });
}
