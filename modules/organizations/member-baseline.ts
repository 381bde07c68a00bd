import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type ITerraformDependable, type TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

import type { BaselineRole, FailureEvents, MemberBaseline as Baseline } from '../../domain/baseline/member-baseline';
import { stableJson } from '../../domain/stable-json';
import { Vault } from '../backup/vault';
import { iamArn } from '../core/naming';
import { useProvider } from '../core/use-provider';
import { CustomerManagedPolicy } from '../iam/customer-managed-policy';
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
    const roleArns = new Map(baseline.roles.map((role) => [role.name, this.role(role)]));
    if (baseline.events) this.events(baseline.events, baseline.regions, roleArns.get(baseline.events.role) ?? '');
    for (const region of baseline.regions) {
      for (const { name, key, lock, access, copyTargets, copiedInto } of baseline.vaults) {
        new Vault(this, `${name}-@${region}`, {
          name,
          accountId,
          region,
          key: typeof key === 'string' ? key : (key[region] ?? 'aws-managed'),
          lock,
          accessPolicy: access,
          copyTargets: copyTargets.filter((target) => target !== accountId),
          keyForOrganization: copiedInto.includes(accountId) ? access.copiesFromOrganization : undefined,
        });
      }
    }
    useProvider(this, provider);
    this.parts = this.resources();
  }

  /**
   * Takes the resources out of the stack, and returns the `removed` blocks that leave them in the account: its vaults contain
   * recovery points, and policies apply until it has left.
   * @see https://developer.hashicorp.com/terraform/language/block/removed
   */
  forget(): object[] {
    const blocks = this.resources().map(({ terraformResourceType, friendlyUniqueId }) => ({
      from: `${terraformResourceType}.${friendlyUniqueId}`,
      lifecycle: { destroy: false },
    }));
    this.node.scope?.node.tryRemoveChild(this.node.id);
    return blocks;
  }

  private resources(): TerraformResource[] {
    return this.node.findAll().filter((part) => part instanceof TerraformResource);
  }

  private role({ id, name, path, service, boundary, managedPolicies, ownPolicy }: BaselineRole): string {
    const policies = ownPolicy && {
      own: new CustomerManagedPolicy(this, `${id}-policy`, { ...ownPolicy, statements: [...ownPolicy.statements] }).arn,
    };
    return new ServiceRole(this, id, {
      name,
      path,
      service,
      sourceAccount: this.accountId,
      permissionsBoundaryArn: boundary === undefined ? undefined : iamArn(this.accountId, `policy/${boundary}`),
      policies: { ...managedPolicies, ...policies },
    }).arn;
  }

  private events({ rule, target }: FailureEvents, regions: readonly string[], roleArn: string): void {
    const { name, description, pattern } = rule;
    for (const region of regions) {
      const made = new CloudwatchEventRule(this, `events-rule-@${region}`, {
        name,
        region,
        description,
        eventPattern: stableJson(pattern),
        tags: { Name: name },
      });
      new CloudwatchEventTarget(this, `events-target-@${region}`, {
        rule: made.name,
        region,
        targetId: 'bus',
        arn: target,
        roleArn,
      });
    }
  }
}
