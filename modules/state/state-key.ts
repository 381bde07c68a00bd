import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { iamArn } from '../core/naming';
import type { Readers } from './state-bucket-statements';

export interface StateKeyProps {
  readonly bucket: string;
  readonly accountId: string;
  readonly region: string;
  /** Who may see which releases were applied.
   * @default - the account itself */
  readonly readers?: Readers | undefined;
}

/** The key of a state bucket. Whoever loses it loses every state: it cannot be destroyed by Terraform (E1). */
export class StateKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { bucket, accountId, region, readers }: StateKeyProps) {
    super(scope, id);
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [administerBy(accountId), ...(readers ? [decryptFor(readers, region)] : [])],
    });
    const key = new KmsKey(this, 'key', {
      description: `Encrypts the states in ${bucket}`,
      enableKeyRotation: true,
      policy: policy.json,
      region,
      tags: { Name: bucket },
      lifecycle: { preventDestroy: true },
    });
    // An alias takes no dot, which the name of a bucket may have.
    new KmsAlias(this, 'alias', { name: `alias/${bucket.replaceAll('.', '-')}`, targetKeyId: key.keyId, region });
    this.arn = key.arn;
  }
}

function administerBy(accountId: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'AdministerByAccount',
    actions: ['kms:*'],
    // In a key's policy, * is the key itself.
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [iamArn(accountId, 'root')] }],
  };
}

/** Through S3 only, whose bucket shows them nothing but the releases. KMS refuses a role that does not exist yet. */
function decryptFor({ accountId, roles }: Readers, region: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'DecryptReleasesByNextEnvironment',
    actions: ['kms:Decrypt'],
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [iamArn(accountId, 'root')] }],
    condition: [
      {
        test: 'ArnEquals',
        variable: 'aws:PrincipalArn',
        values: roles.map((role) => iamArn(accountId, `role/${role}`)),
      },
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`s3.${region}.amazonaws.com`] },
    ],
  };
}
