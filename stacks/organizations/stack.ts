import { BackupGlobalSettings } from '@cdktf/provider-aws/lib/backup-global-settings';
import { BackupRegionSettings } from '@cdktf/provider-aws/lib/backup-region-settings';
import { DataAwsOrganizationsOrganization } from '@cdktf/provider-aws/lib/data-aws-organizations-organization';
import { OrganizationsDelegatedAdministrator } from '@cdktf/provider-aws/lib/organizations-delegated-administrator';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

import { baselineTags, memberBaseline } from '../../domain/baseline/member-baseline';
import { MEMBER_ROLES_VARIABLE } from '../../domain/baseline/names';
import { policyText } from '../../domain/policy/serialize-policy';
import { accountsOf, type MemberAccount, targetsOf } from '../../domain/organization/organization';
import type { AttachedPolicy, Organization } from '../../environments/organization/organization';
import { BaseStack, providerOf } from '../../modules/core/base-stack';
import { Removed } from '../../modules/core/removed';
import { stateAt } from '../../modules/core/state-location';
import { memberRoles } from '../../modules/deployment/member-roles';
import { BackupPolicy } from '../../modules/organizations/backup-policy';
import { ManagedOrganization } from '../../modules/organizations/managed-organization';
import { ResourcePolicy } from '../../modules/organizations/resource-policy';
import { MemberBaseline } from '../../modules/organizations/member-baseline';
import type { TerraformJson } from './provided-names';

/**
 * The role in each member. Being ephemeral, it is not saved in a plan: a plan reads with one role, and its apply writes with
 * another one.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#exclude-values-from-state
 */
const MEMBER_ROLES = {
  type: 'map(string)',
  description: 'Names of the roles that deploy in members, by account ID; by default memberRole of organization.ts',
  default: {},
  ephemeral: true,
};

/** The organization's backup policies, and what they count on in every account (O1–O6). */
export class OrganizationsStack extends BaseStack {
  private resolved: TerraformJson | undefined;

  constructor(
    scope: Construct,
    private readonly organization: Organization,
  ) {
    const { service, region, managementAccount, state, tags } = organization;
    const target = { ...managementAccount, accountId: managementAccount.id, region, tags: baselineTags(service, tags) };
    super(scope, 'organizations', target, stateAt(state, `${service}/organizations`));

    this.settings();
    const baselines = this.baselines();
    this.policies(baselines);
  }

  /** Resolved once: for the proof of its names, and for the output. */
  override toTerraform(): TerraformJson {
    return (this.resolved ??= super.toTerraform() as TerraformJson);
  }

  override forget(): void {
    super.forget();
    this.resolved = undefined;
  }

  private settings(): void {
    const { managed, id: organizationId, globalSettings, resourcePolicy, optIn, baseline } = this.organization;
    if (managed) new ManagedOrganization(this, 'managed', { organizationId, ...managed });
    // All of them at once: a setting that is left out is switched off.
    new BackupGlobalSettings(this, 'global-settings', {
      globalSettings: {
        isCrossAccountBackupEnabled: String(globalSettings.crossAccountBackup),
        isMpaEnabled: String(globalSettings.multiPartyApproval),
        isDelegatedAdministratorEnabled: String(globalSettings.delegatedAdministrator),
      },
    });
    this.delegatedAdministrators();
    if (resourcePolicy) new ResourcePolicy(this, 'resource-policy', { content: resourcePolicy });
    if (optIn === undefined) return;
    for (const region of baseline.regions) {
      new BackupRegionSettings(this, `region-settings-${region}`, { region, resourceTypeOptInPreference: optIn });
    }
  }

  private delegatedAdministrators(): void {
    const { delegatedAdministrator, otherDelegatedAdministrators } = this.organization;
    const servicePrincipal = 'backup.amazonaws.com';
    if (delegatedAdministrator !== undefined) {
      const accountId = delegatedAdministrator;
      new OrganizationsDelegatedAdministrator(this, 'delegated-administrator', { accountId, servicePrincipal });
    }
    for (const accountId of otherDelegatedAdministrators) {
      new OrganizationsDelegatedAdministrator(this, `delegated-administrator-${accountId}`, {
        accountId,
        servicePrincipal,
      });
    }
  }

  /**
   * The same in the management account and, with providers, in every member. Members also have the roles that the plan role
   * and the apply role of the management account assume there.
   */
  private baselines(): MemberBaseline[] {
    const { managementAccount, baseline: configured } = this.organization;
    const { id } = new DataAwsOrganizationsOrganization(this, 'organization');
    const roles = memberRoles(this.organization);
    const own = memberBaseline({ ...this.organization, id });
    const ofMembers = memberBaseline({ ...this.organization, id, deploymentRoles: roles && [roles.plan, roles.apply] });
    // A StackSet gives the baseline to members (stacks/organizations-members), but never to the management account.
    const { rollout, release } = configured;
    const accounts = accountsOf(this.organization).slice(0, rollout === 'stack-set' && !release ? 1 : undefined);
    const forgotten: string[] = [];
    const baselines = accounts.flatMap((account) => {
      const [provider, baseline] =
        account.id === managementAccount.id ? [this.provider, own] : [this.memberProvider(account), ofMembers];
      const member = new MemberBaseline(this, `account-${account.id}`, { accountId: account.id, provider, baseline });
      if (!account.leaving && !(release && account.id !== managementAccount.id)) return [member];
      forgotten.push(...member.forget());
      return [];
    });
    if (forgotten.length > 0) new Removed(this, 'removed', forgotten);
    if (roles && accounts.length > 1) this.addOverride(`variable.${MEMBER_ROLES_VARIABLE}`, MEMBER_ROLES);
    return baselines;
  }

  private memberProvider({ id, name }: MemberAccount): TerraformProvider {
    const { region, service, tags, memberRole, bootstrap } = this.organization;
    const role = bootstrap ? `\${lookup(var.${MEMBER_ROLES_VARIABLE}, "${id}", "${memberRole}")}` : memberRole;
    const deployRoleArn = `arn:aws:iam::${id}:role/${role}`;
    const target = { accountId: id, region, deployRoleArn, tags: { ...baselineTags(service, tags), Account: name } };
    return new AwsProvider(this, `aws-${id}`, { ...providerOf(target), alias: `account-${id}` });
  }

  private policies(baselines: readonly MemberBaseline[]): void {
    // AWS reads the policies of a target in the order of their attachment: one is attached after the other.
    let before: readonly ITerraformDependable[] = baselines.flatMap(({ parts }) => parts);
    for (const configured of this.organization.policies) before = this.policy(configured, before);
  }

  /** Makes and attaches a policy, and gives what the next one is attached after. */
  private policy(configured: AttachedPolicy, after: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const { name, description, tags } = configured;
    const content = policyText(configured);
    const policy = new BackupPolicy(this, `policy-${name}`, { name, description, content, tags });
    const attached = targetsOf(configured, this.organization).map((target) => policy.attach(target, after));
    return attached.length > 0 ? attached : after;
  }
}
