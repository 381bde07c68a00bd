import type { Construct } from 'constructs';

import { regionOrder } from '../../domain/baseline/member-baseline';
import { stackSetName } from '../../domain/baseline/names';
import { memberTemplate, type Template, templateText } from '../../domain/baseline/template';
import type { StackSetJson } from '../../domain/baseline/template-names';
import { templateTooLong } from '../../domain/baseline/template-length';
import type { Finding } from '../../domain/finding';
import type { Organization } from '../../environments/organization/organization';
import { BaseStack } from '../../modules/core/base-stack';
import { stateAt } from '../../modules/core/state-location';
import { MemberStackSet } from '../../modules/organizations/member-stack-set';
import { membersBaseline, stackSetTags } from './baseline';

/** The StackSet that gives every member account the baseline (M1). It is applied before the policies that need it. */
export class OrganizationsMembersStack extends BaseStack {
  /** What the StackSet creates in every member account and region. */
  readonly template: Template;
  readonly regions: readonly string[];
  /** What CloudFormation would refuse. */
  readonly findings: readonly Finding[];
  private resolved: StackSetJson | undefined;

  constructor(scope: Construct, organization: Organization) {
    const { service, region, managementAccount, state } = organization;
    const target = {
      ...managementAccount,
      accountId: managementAccount.id,
      region,
      tags: stackSetTags(organization),
    };
    super(scope, 'organizations-members', target, stateAt(state, `${service}/organizations/members`));

    const baseline = membersBaseline(organization);
    this.template = memberTemplate(baseline);
    this.regions = baseline.regions;
    const template = templateText(this.template);
    this.findings = templateTooLong(template);
    new MemberStackSet(this, 'members', {
      name: stackSetName(service),
      description: 'What the backup policies of the organization need in every member account',
      template,
      regionOrder: regionOrder(organization),
    });
  }

  /** Resolved once: for the proof of its names, and for the output. */
  override toTerraform(): StackSetJson {
    return (this.resolved ??= super.toTerraform() as StackSetJson);
  }

  override forget(): void {
    super.forget();
    this.resolved = undefined;
  }
}
