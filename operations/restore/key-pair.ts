import { DescribeKeyPairsCommand, type EC2Client } from '@aws-sdk/client-ec2';

import type { Finding } from '../../domain/finding';
import { EDIT_METADATA } from '../../domain/restore/edit-metadata';
import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';

/**
 * Reports a key pair that no longer exists: EC2 then does not start the instance (R5).
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html
 */
export async function keyPairFindings(ec2: EC2Client, { KeyName: found = '' }: RestoreMetadata): Promise<Finding[]> {
  if (found === '') return [];
  // By a filter: as an argument, a name that does not exist is an error.
  const command = new DescribeKeyPairsCommand({ Filters: [{ Name: 'key-name', Values: [filterValue(found)] }] });
  const pairs = await withAwsErrors('ec2:DescribeKeyPairs', async () => required(await ec2.send(command), 'KeyPairs'));
  if (pairs.some(({ KeyName }) => KeyName === found)) return [];
  return [
    {
      rule: 'key-pair-gone',
      severity: 'error',
      source: 'aws',
      path: 'KeyName',
      found,
      message: `key pair ${found} does not exist`,
      remedy: `import a key pair of this name with aws ec2 import-key-pair, or ${EDIT_METADATA}`,
    },
  ];
}

/** In a filter, `*` and `?` match other characters too. */
function filterValue(text: string): string {
  return text.replaceAll(/[*?\\]/g, String.raw`\$&`);
}
