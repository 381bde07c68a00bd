import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type ITerraformDependable, type TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

import type { BaselineRole, FailureEvents, MemberBaseline as Baseline } from '../../domain/baseline/member-baseline';
import { stableJson } from '../../domain/stable-json';
import { Vault } from '../backup/vault';
import { iamArn } from '../core/naming';
import { addressesIn } from '../core/removed';
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
  /** By their ID, with the ARNs of their own policies. */
  private readonly roles = new Map<string, CreatedRole>();

  constructor(scope: Construct, id: string, { accountId, provider, baseline }: MemberBaselineProps) {
    super(scope, id);
    this.accountId = accountId;
    for (const role of baseline.roles) this.role(role);
    if (baseline.events) this.events(baseline.events, baseline.regions);
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
   * Takes the resources out of the stack, and returns their addresses. They stay in the account: its vaults contain recovery
   * points, and policies apply until it has left.
   */
  forget(): string[] {
    const addresses = addressesIn(this);
    this.node.scope?.node.tryRemoveChild(this.node.id);
    return addresses;
  }

  private resources(): TerraformResource[] {
    return this.node.findAll().filter((part) => part instanceof TerraformResource);
  }

  private role({ id, name, path, trust, boundary, managedPolicies, ownPolicies, policiesOf }: BaselineRole): void {
    const own = ownPolicies.map(({ part, statements, ...policy }) => {
      const suffix = part === undefined ? '' : `-${part}`;
      const props = { ...policy, statements: [...statements(this.accountId)] };
      return [`own${suffix}`, new CustomerManagedPolicy(this, `${id}-policy${suffix}`, props).arn] as const;
    });
    const policies = { ...this.roles.get(policiesOf ?? '')?.policies, ...Object.fromEntries(own) };
    const { arn } = new ServiceRole(this, id, {
      name,
      path,
      ...('service' in trust ? { ...trust, sourceAccount: this.accountId } : trust),
      permissionsBoundaryArn: boundary === undefined ? undefined : iamArn(this.accountId, `policy/${boundary}`),
      policies: { ...managedPolicies, ...policies },
    });
    this.roles.set(id, { name, arn, policies });
  }

  private events({ rule, target, role }: FailureEvents, regions: readonly string[]): void {
    const { arn: roleArn } = [...this.roles.values()].find((one) => one.name === role) ?? {};
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

interface CreatedRole {
  readonly name: string;
  readonly arn: string;
  readonly policies: Readonly<Record<string, string>>;
}
