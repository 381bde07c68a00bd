import { type ITerraformDependable, type TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

import type { MemberBaseline as Baseline } from '../../domain/baseline/member-baseline';
import { Vault } from '../backup/vault';
import { iamArn } from '../core/naming';
import { useProvider } from '../core/use-provider';
import { ServiceRole } from '../iam/service-role';

export interface MemberBaselineProps {
  readonly accountId: string;
  /** The provider that acts in the account. */
  readonly provider: TerraformProvider;
  readonly baseline: Baseline;
}

/** The baseline in one account, by Terraform. For members, domain/baseline/template.ts renders the same for a StackSet. */
export class MemberBaseline extends Construct {
  /** What must exist before policies are attached. */
  readonly parts: readonly ITerraformDependable[];
  readonly accountId: string;

  constructor(scope: Construct, id: string, { accountId, provider, baseline }: MemberBaselineProps) {
    super(scope, id);
    this.accountId = accountId;
    for (const { id: roleId, name, path, service, boundary, managedPolicies } of baseline.roles) {
      new ServiceRole(this, roleId, {
        name,
        path,
        service,
        sourceAccount: accountId,
        permissionsBoundaryArn: boundary === undefined ? undefined : iamArn(accountId, `policy/${boundary}`),
        policies: managedPolicies,
      });
    }
    for (const region of baseline.regions) {
      for (const { name, key, lock, access, copyTargets } of baseline.vaults) {
        new Vault(this, `${name}-@${region}`, {
          name,
          accountId,
          region,
          key: typeof key === 'string' ? key : (key[region] ?? 'aws-managed'),
          lock,
          accessPolicy: access,
          copyTargets: copyTargets.filter((target) => target !== accountId),
        });
      }
    }
    useProvider(this, provider);
    this.parts = this.node.findAll().filter((part) => part instanceof TerraformResource);
  }
}
