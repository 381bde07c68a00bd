import { type ITerraformDependable, type TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

import { Vault, type VaultLock } from '../backup/vault';
import { iamArn } from '../core/naming';
import { useProvider } from '../core/use-provider';
import { awsBackupPolicy } from '../iam/backup-statements';
import { ServiceRole } from '../iam/service-role';

export interface MemberBaselineProps {
  readonly accountId: string;
  /** The provider that acts in the account. */
  readonly provider: TerraformProvider;
  readonly roleName: string;
  /** The name of the permissions boundary of the role, a policy of the account.
   * @default - none */
  readonly roleBoundary?: string;
  readonly vaults: readonly BaselineVault[];
  /** Every region in a policy. */
  readonly regions: readonly string[];
  /** The organization whose accounts may copy into the vaults. */
  readonly organizationId: string;
  /** The accounts that policies copy to, which need the keys of the vaults. */
  readonly copyTargets: readonly string[];
}

/** A vault in every account and region. */
export interface BaselineVault {
  readonly name: string;
  /** `aws-managed`, `customer-managed` (creates a key for each account and region) or a shared key's ARN by region. */
  readonly key: string | Readonly<Record<string, string>>;
  readonly lock?: VaultLock;
}

/**
 * What the organization's backup policies require in an account: a role, and vaults in every region, with the same names
 * everywhere (O2, O3, O6). The vaults accept copies only from accounts of the organization.
 */
export class MemberBaseline extends Construct {
  /** What must exist before policies are attached. */
  readonly parts: readonly ITerraformDependable[];
  readonly accountId: string;

  constructor(scope: Construct, id: string, props: MemberBaselineProps) {
    super(scope, id);
    this.accountId = props.accountId;
    const { accountId, roleName, roleBoundary, regions, organizationId } = props;
    new ServiceRole(this, 'role', {
      name: roleName,
      service: 'backup.amazonaws.com',
      sourceAccount: accountId,
      permissionsBoundaryArn: roleBoundary === undefined ? undefined : iamArn(accountId, `policy/${roleBoundary}`),
      policies: { 'for-backup': awsBackupPolicy('ForBackup'), 'for-restores': awsBackupPolicy('ForRestores') },
    });
    const accessPolicy = { copiesFromAccounts: [], copiesFromOrganization: organizationId, denyManualDeletion: false };
    const copyTargets = props.copyTargets.filter((target) => target !== accountId);
    for (const region of regions) {
      for (const { name, key, lock } of props.vaults) {
        const regionalKey = typeof key === 'string' ? key : (key[region] ?? 'aws-managed');
        const settings = { name, accountId, region, key: regionalKey, lock, accessPolicy, copyTargets };
        new Vault(this, `${name}-@${region}`, settings);
      }
    }
    useProvider(this, props.provider);
    this.parts = this.node.findAll().filter((part) => part instanceof TerraformResource);
  }
}
