import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';

import { vaultAccessStatements, type VaultAccess } from '../../domain/backup/vault-access-statements';

/** The access policy of a vault, as JSON. */
export function vaultAccessPolicy(scope: Construct, id: string, access: VaultAccess, vaultArn: string): string {
  return new DataAwsIamPolicyDocument(scope, id, { statement: vaultAccessStatements(access, vaultArn) }).json;
}
