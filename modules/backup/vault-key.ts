import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { administerKeyBy } from '../iam/administer-key';

export interface VaultKeyProps {
  /** The vault's name, which becomes part of the key's alias. */
  readonly vaultName: string;
  readonly accountId: string;
  readonly region: string;
  /** The accounts of the vaults that recovery points are copied to: a copy reads its source with this key. */
  readonly copyTargets: readonly string[];
}

/** The key of one vault (E2). Terraform cannot destroy it: without it, the recovery points are lost. */
export class VaultKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { vaultName, accountId, region, copyTargets }: VaultKeyProps) {
    super(scope, id);
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [administerKeyBy(accountId), ...(copyTargets.length === 0 ? [] : copyBy(copyTargets))],
    });
    const key = new KmsKey(this, 'key', {
      description: `Encrypts the recovery points of vault ${vaultName}`,
      enableKeyRotation: true,
      policy: policy.json,
      region,
      tags: { Name: `backup-vault-${vaultName}` },
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, 'alias', { name: `alias/backup-vault-${vaultName}`, targetKeyId: key.keyId, region });
    this.arn = key.arn;
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html */
function copyBy(accounts: readonly string[]): DataAwsIamPolicyDocumentStatement[] {
  const principals = [
    { type: 'AWS', identifiers: accounts.map((account) => `arn:aws:iam::${account}:root`).toSorted() },
  ];
  return [
    {
      sid: 'CopyToAccounts',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      principals,
    },
    {
      sid: 'GrantToServicesOfAccounts',
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      principals,
      condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
    },
  ];
}
