import type { S3Client } from '@aws-sdk/client-s3';

import type { ReleaseTarget } from './target';
import { clientOptions } from '../../cli/aws/clients';

/** S3 where an environment keeps its states: as the role that it names for them, or as the caller. */
export async function stateClient(
  { state }: Pick<ReleaseTarget, 'state'>,
  profile: string | undefined,
): Promise<S3Client> {
  const { S3Client: Client } = await import('@aws-sdk/client-s3');
  const options = {
    ...clientOptions({ profile, region: state.region }),
    // The SDK ends the process on a checksum that differs; what is read here has checksums of its own.
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
