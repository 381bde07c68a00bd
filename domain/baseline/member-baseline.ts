import { awsBackupPolicy } from '../backup/service-roles';
import type { Lock } from '../backup/model';
import type { VaultAccess } from '../backup/vault-access-statements';
import { BACKUP_FAILURES } from '../backup-events/event-pattern';
import { failureBusArn } from '../backup-events/failure-bus-arn';
import type { RoleTrust } from '../iam/assumed-by';
import type { PolicyStatement } from '../iam/statement';
import type { JsonObject } from '../json-object';
import type { OrganizationNames } from '../names';
import type { Organization } from '../organization/organization';
import { mergeInherited } from '../policy/inheritance';
import { mergedPlans } from '../policy/merged-plans';

/** A role in every account. */
export interface BaselineRole {
  /** Unique among the roles: part of their addresses in Terraform and in the template. */
  readonly id: string;
  readonly name: string;
  /** @default / */
  readonly path?: string;
  /** A service assumes it for this account only, or a role of the management account does. */
  readonly trust: { readonly service: string } | RoleTrust;
  /** The name of the permissions boundary, a policy of the account.
   * @default - none */
  readonly boundary?: string;
  /** ARNs of managed policies, by the name of the attachment in Terraform. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /** Customer managed policies of the account. */
  readonly ownPolicies: readonly BaselinePolicy[];
  /** The ID of an earlier role whose own policies this role has too.
   * @default - none */
  readonly policiesOf?: string;
}

export interface BaselinePolicy {
  /** Distinguishes the policies of a role that has several.
   * @default - it has one */
  readonly part?: string;
  readonly name: string;
  readonly description: string;
  /** @param account the ID of the account, or the template's pseudo parameter */
  readonly statements: (account: string) => readonly PolicyStatement[];
}

/** Sends the events of every account and region to one bus (M6). */
export interface FailureEvents {
  /** The rule on the default bus of every region. */
  readonly rule: BaselineEventRule;
  /** The ARN of the bus. */
  readonly target: string;
  /** The name of the role that sends, one of the roles of the baseline. */
  readonly role: string;
}

export interface BaselineEventRule {
  readonly name: string;
  readonly description: string;
  readonly pattern: JsonObject;
}

/** A vault in every account and region. */
export interface BaselineVault {
  readonly name: string;
  /** `aws-managed`, `customer-managed` (a key for each account and region) or a shared key's ARN by region. */
  readonly key: string | Readonly<Record<string, string>>;
  readonly lock?: Lock;
  readonly access: VaultAccess;
  /** The accounts that policies copy to, which need the key of the vault. */
  readonly copyTargets: readonly string[];
  /** The accounts in which other accounts copy into the vault, whose keys accounts of the organization need. */
  readonly copiedInto: readonly string[];
}

/** What every account has, for both rollouts: the Terraform construct and the CloudFormation template read only this. */
export interface MemberBaseline {
  /** Every region in a policy. */
  readonly regions: readonly string[];
  /** One of the regions: where a StackSet creates what an account has once, such as roles. */
  readonly home: string;
  readonly roles: readonly BaselineRole[];
  readonly vaults: readonly BaselineVault[];
  /** @default - failures are not reported */
  readonly events?: FailureEvents;
  /** On every resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What the baseline follows from. */
export interface BaselineSource extends Pick<Organization, 'policies'> {
  /** The organization whose accounts may copy into the vaults. */
  readonly id: string;
  readonly service: string;
  readonly region: string;
  readonly names: OrganizationNames;
  readonly tags: Readonly<Record<string, string>>;
  readonly managementAccount: { readonly id: string };
  /** Whether failures of every account are reported: from the region of the organization. */
  readonly notifications?: object;
  /** The roles of plans and applies.
   * @default - none */
  readonly deploymentRoles?: readonly BaselineRole[];
  readonly baseline: {
    readonly regions: readonly string[];
    readonly vaults: readonly Pick<BaselineVault, 'name' | 'key' | 'lock'>[];
    readonly role: { readonly name: string; readonly permissionsBoundary?: string };
  };
}

/**
 * What the organization's backup policies require in every account: a role, and vaults in every region, with the same names
 * everywhere (O2, O3, O6). The vaults accept copies only from accounts of the organization.
 */
export function memberBaseline(source: BaselineSource): MemberBaseline {
  const { id, service, region, names, tags, managementAccount, notifications, policies, baseline } = source;
  const { role, vaults, regions } = baseline;
  const access = { copiesFromAccounts: [], copiesFromOrganization: id, denyManualDeletion: false };
  const copies = copiesOf(policies);
  const bus = notifications && failureBusArn({ accountId: managementAccount.id, region, names });
  return {
    regions,
    home: homeRegion(regions, region),
    roles: [
      {
        id: 'role',
        name: role.name,
        trust: { service: 'backup.amazonaws.com' },
        boundary: role.permissionsBoundary,
        managedPolicies: { 'for-backup': awsBackupPolicy('ForBackup'), 'for-restores': awsBackupPolicy('ForRestores') },
        ownPolicies: [],
      },
      ...(bus === undefined ? [] : [eventsRole(names, bus, role.permissionsBoundary)]),
      ...(source.deploymentRoles ?? []),
    ],
    ...(bus === undefined ? {} : { events: failureEvents(names, bus) }),
    vaults: vaults.map((vault) => ({
      ...vault,
      access,
      copyTargets: accountsIn(copies),
      copiedInto: accountsIn(copies.filter((copy) => copy.vault === vault.name)),
    })),
    tags: baselineTags(service, tags),
  };
}

/** A role is needed for a bus of another account, and for that of the management account itself. */
function eventsRole(names: OrganizationNames, bus: string, boundary: string | undefined): BaselineRole {
  return {
    id: 'events-role',
    name: names.memberEventsRole,
    trust: { service: 'events.amazonaws.com' },
    boundary,
    managedPolicies: {},
    ownPolicies: [
      {
        name: names.memberEventsPolicy,
        description: 'Lets failed backups of the account be reported',
        statements: () => [{ sid: 'SendToBus', actions: ['events:PutEvents'], resources: [bus] }],
      },
    ],
  };
}

function failureEvents(names: OrganizationNames, target: string): FailureEvents {
  return {
    rule: {
      name: names.memberRule,
      description: 'Failed backups, copies and restores, and changed locks and settings',
      pattern: BACKUP_FAILURES,
    },
    target,
    role: names.memberEventsRole,
  };
}

/** The regions of the baseline, in the order in which a StackSet deploys to them: roles before what uses them. */
export function regionOrder({
  baseline: { regions },
  region,
}: {
  readonly baseline: Pick<MemberBaseline, 'regions'>;
  readonly region: string;
}): string[] {
  const home = homeRegion(regions, region);
  return [home, ...regions.filter((one) => one !== home)];
}

function homeRegion(regions: readonly string[], region: string): string {
  return regions.includes(region) ? region : (regions[0] ?? region);
}

/** The tags of everything in the organization's accounts, in both rollouts. */
export function baselineTags(service: string, tags: Readonly<Record<string, string>>): Record<string, string> {
  return { ...tags, ManagedBy: 'Terraform', Service: service, Stack: 'organizations' };
}

/** Where the rules of policies copy to. */
function copiesOf(policies: BaselineSource['policies']): CopyTarget[] {
  return policies.flatMap(({ plans = [], document }) => [
    ...plans.flatMap(({ rules = [] }) => rules.flatMap(({ copies = [] }) => copies)),
    ...mergedPlans(mergeInherited([[document]])).flatMap(({ value }) => value.rules.flatMap(({ copies }) => copies)),
  ]);
}

interface CopyTarget {
  readonly vault: string;
  readonly accountId?: string;
}

/** Every account that a policy names as the target of a copy. */
function accountsIn(copies: readonly CopyTarget[]): string[] {
  return [...new Set(copies.flatMap(({ accountId = '' }) => (/^\d+$/.test(accountId) ? accountId : [])))];
}
