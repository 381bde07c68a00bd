/** What a policy further down the tree may do to a setting, or to the entries of an object. */
export type ChildOperator = 'all' | 'none' | 'assign' | 'append' | 'remove';

interface ForChildren {
  /**
   * What policies further down may do here. On an object it stops new entries, not changes of settings inside it.
   * @default - everything
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
   */
  readonly allowedForChildren?: readonly ChildOperator[] | undefined;
}

/** A single value: as it is, which assigns it, or with what child policies may do to it. */
export type Single<T extends string | number | boolean> = T | (ForChildren & { readonly assign?: T | undefined });

/** A list: as it is, which assigns it, or by operators. */
export type List<T extends string = string> =
  | readonly T[]
  | (ForChildren & {
      readonly assign?: readonly T[] | undefined;
      readonly append?: readonly T[] | undefined;
      readonly remove?: readonly T[] | undefined;
    });

/** What child policies may do to the objects that the configuration has no place for. */
interface ForChildrenIn<Objects extends string> {
  readonly allowedForChildrenIn?: Readonly<Partial<Record<Objects, readonly ChildOperator[]>>> | undefined;
}

/**
 * An Organizations backup policy. Everything may be left out: what is missing is inherited, or added further down.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export interface BackupPolicy extends ForChildrenIn<'plans'> {
  readonly plans: readonly PolicyPlan[];
}

export interface PolicyPlan
  extends ForChildren, ForChildrenIn<'rules' | 'selections' | 'tagSelections' | 'resourceSelections' | 'tags'> {
  readonly name: string;
  readonly regions?: List | undefined;
  readonly rules?: readonly PolicyRule[] | undefined;
  readonly selections?: readonly PolicySelection[] | undefined;
  /** The tags of the plan itself. */
  readonly tags?: Readonly<Record<string, Single<string>>> | undefined;
  /** Whether Windows instances are backed up application-consistently, through VSS. */
  readonly windowsVss?: Single<boolean> | undefined;
  /** Whether access control lists of S3 objects are backed up. */
  readonly s3AccessControlLists?: Single<boolean> | undefined;
  /** Whether tags of S3 objects are backed up. */
  readonly s3ObjectTags?: Single<boolean> | undefined;
  /** How recovery points are scanned for malware. Rules switch it on. */
  readonly scan?: PolicyScan | undefined;
}

/** Malware scans by GuardDuty. */
export interface PolicyScan extends ForChildren {
  readonly resourceTypes?: List<'EBS' | 'EC2' | 'S3' | 'ALL'> | undefined;
  /** The name of the role that GuardDuty uses, in every account. */
  readonly role?: Single<string> | undefined;
}

/** How long recovery points live, in days. */
export interface PolicyLifecycle {
  readonly deleteAfterDays?: Single<number> | undefined;
  readonly coldStorageAfterDays?: Single<number> | undefined;
  /** Whether EBS snapshots go to their archive tier when the others turn cold. */
  readonly archive?: Single<boolean> | undefined;
}

export interface PolicyRule
  extends PolicyLifecycle, ForChildren, ForChildrenIn<'lifecycle' | 'copies' | 'recoveryPointTags'> {
  readonly name: string;
  /** The name of the vault, in every account and region. */
  readonly vault?: Single<string> | undefined;
  readonly schedule?: Single<string> | undefined;
  /** @default UTC */
  readonly timezone?: Single<string> | undefined;
  readonly startWindowMinutes?: Single<number> | undefined;
  readonly completionWindowMinutes?: Single<number> | undefined;
  /** Point-in-time restore for the types that can. */
  readonly continuous?: Single<boolean> | undefined;
  /** The name of a logically air-gapped vault, in every account and region. */
  readonly airGappedVault?: Single<string> | undefined;
  readonly copies?: readonly PolicyCopy[] | undefined;
  readonly recoveryPointTags?: Readonly<Record<string, Single<string>>> | undefined;
  /** The types whose recovery points are indexed for search. */
  readonly indexes?: List<'EBS' | 'S3'> | undefined;
  readonly scanMode?: Single<'FULL_SCAN' | 'INCREMENTAL_SCAN'> | undefined;
}

/** A copy into another vault. */
export interface PolicyCopy extends PolicyLifecycle, ForChildren, ForChildrenIn<'lifecycle'> {
  readonly vault: string;
  readonly region: string;
  /** @default - the account that is backed up */
  readonly accountId?: string | undefined;
}

/** What a plan backs up: resources with a tag, or types of resources. */
export type PolicySelection = TagSelection | ResourceSelection;

interface Selection extends ForChildren {
  readonly name: string;
  /** The name of the role, with its path when it has one, in every account. */
  readonly role?: Single<string> | undefined;
  /** What the tags of a resource must fulfil, all of it. */
  readonly conditions?: PolicyConditions | undefined;
}

export interface TagSelection extends Selection {
  /** A resource needs one of the values. */
  readonly tag: { readonly key: Single<string>; readonly values: List };
}

export interface ResourceSelection extends Selection {
  /** Published ARN patterns, or `*`. */
  readonly resources?: List | undefined;
  readonly notResources?: List | undefined;
}

export interface PolicyConditions {
  readonly stringEquals?: readonly PolicyCondition[] | undefined;
  readonly stringNotEquals?: readonly PolicyCondition[] | undefined;
  readonly stringLike?: readonly PolicyCondition[] | undefined;
  readonly stringNotLike?: readonly PolicyCondition[] | undefined;
}

/** A condition on one tag. Other policies change it by its name. */
export interface PolicyCondition extends ForChildren {
  readonly name: string;
  readonly tag: string;
  readonly value: Single<string>;
}
