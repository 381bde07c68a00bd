import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { administerKeyBy } from '../../domain/iam/administer-key';
import { onlyFor, type Readers } from './readers';

export interface StateKeyProps {
  readonly bucket: string;
  readonly accountId: string;
  readonly region: string;
  /** The roles that may read the records of applied releases.
   * @default - only roles of the account */
  readonly readers?: Readers;
}

/** The key of a state bucket. Without it every state is lost, so Terraform cannot destroy it (E1). */
export class StateKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { bucket, accountId, region, readers }: StateKeyProps) {
    super(scope, id);
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [administerKeyBy(accountId), ...(readers ? [decryptFor(readers, region)] : [])],
    });
    const key = new KmsKey(this, 'key', {
      description: `Encrypts the states in ${bucket}`,
      enableKeyRotation: true,
      policy: policy.json,
      region,
      tags: { Name: bucket },
      lifecycle: { preventDestroy: true },
    });
    // A bucket name may contain dots, an alias must not.
    new KmsAlias(this, 'alias', { name: `alias/${bucket.replaceAll('.', '-')}`, targetKeyId: key.keyId, region });
    this.arn = key.arn;
  }
}

/** Only through S3, where the bucket policy limits them to the release records. */
function decryptFor(readers: Readers, region: string): DataAwsIamPolicyDocumentStatement {
  const { principals, condition } = onlyFor(readers);
  return {
    sid: 'DecryptReleasesByNextEnvironment',
    actions: ['kms:Decrypt'],
    resources: ['*'],
    principals,
    condition: [
      condition,
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`s3.${region}.amazonaws.com`] },
    ],
  };
}
