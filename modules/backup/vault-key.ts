import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { copiesFromOrganization, vaultKeyNames, vaultKeyStatements } from '../../domain/backup/vault-key-policy';

export interface VaultKeyProps {
  /** The vault's name, which becomes part of the key's alias. */
  readonly vaultName: string;
  readonly accountId: string;
  readonly region: string;
  /** The accounts of the vaults that recovery points are copied to: a copy reads its source with this key. */
  readonly copyTargets: readonly string[];
  /** The organization whose accounts copy into the vault.
   * @default - none */
  readonly copiesFromOrganization?: string;
}

/** The key of one vault (E2). Terraform cannot destroy it: without it, the recovery points are lost. */
export class VaultKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { vaultName, accountId, region, ...copies }: VaultKeyProps) {
    super(scope, id);
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [
        ...vaultKeyStatements(accountId, copies.copyTargets),
        ...(copies.copiesFromOrganization === undefined ? [] : copiesFromOrganization(copies.copiesFromOrganization)),
      ],
    });
    const { alias, description, tag } = vaultKeyNames(vaultName);
    const key = new KmsKey(this, 'key', {
      description,
      enableKeyRotation: true,
      policy: policy.json,
      region,
      tags: { Name: tag },
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, 'alias', { name: alias, targetKeyId: key.keyId, region });
    this.arn = key.arn;
  }
}
