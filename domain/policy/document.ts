/** What a child policy can do to a setting, or to the entries of an object. */
export type ChildOperator = 'all' | 'none' | 'assign' | 'append' | 'remove';

interface ForChildren {
  /**
   * What child policies can do here. On an object it prevents new entries, but not changes of settings inside it.
   * @default - everything
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
   */
  readonly allowedForChildren?: readonly ChildOperator[];
}

/** A single value: a bare value, which is assigned, or an object that also restricts child policies. */
export type Single<T extends string | number | boolean> = T | (ForChildren & { readonly assign?: T });

/** A list: a bare list, which is assigned, or operators. */
export type List<T extends string = string> =
  | readonly T[]
  | (ForChildren & {
      readonly assign?: readonly T[];
      readonly append?: readonly T[];
      readonly remove?: readonly T[];
    });

/** What child policies can do to objects that the configuration represents as lists. */
interface ForChildrenIn<Objects extends string> {
  readonly allowedForChildrenIn?: Readonly<Partial<Record<Objects, readonly ChildOperator[]>>>;
}

/**
 * An Organizations backup policy. Everything is optional: missing parts are inherited, or added by child policies.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export interface BackupPolicy extends ForChildrenIn<'plans'> {
  readonly plans: readonly PolicyPlan[];
}

/** What a policy says: typed, or the JSON that AWS has where it cannot be typed. Never both. */
export interface PolicyContent extends Partial<BackupPolicy> {
  /** The document itself. */
  readonly document?: RawDocument | undefined;
}

/** An object of JSON. */
export type RawDocument = Readonly<Record<string, unknown>>;

export interface PolicyPlan
  extends ForChildren, ForChildrenIn<'rules' | 'selections' | 'tagSelections' | 'resourceSelections' | 'tags'> {
  readonly name: string;
  readonly regions?: List;
  readonly rules?: readonly PolicyRule[];
  readonly selections?: readonly PolicySelection[];
  /** The tags of the plan itself. */
  readonly tags?: Readonly<Record<string, Single<string>>>;
  /** Whether backups of Windows instances are application-consistent, through VSS. */
  readonly windowsVss?: Single<boolean>;
  /** Whether access control lists of S3 objects are backed up. */
  readonly s3AccessControlLists?: Single<boolean>;
  /** Whether tags of S3 objects are backed up. */
  readonly s3ObjectTags?: Single<boolean>;
  /** How recovery points are scanned for malware. Rules turn it on. */
  readonly scan?: PolicyScan;
}

/** Malware scans by GuardDuty. */
export interface PolicyScan extends ForChildren {
  readonly resourceTypes?: List<'EBS' | 'EC2' | 'S3' | 'ALL'>;
  /** The name of the role that GuardDuty uses, in every account. */
  readonly role?: Single<string>;
}

/** How long recovery points are kept, in days. */
export interface PolicyLifecycle {
  readonly deleteAfterDays?: Single<number>;
  readonly coldStorageAfterDays?: Single<number>;
  /** Whether EBS snapshots move to their archive tier when the others move to cold storage. */
  readonly archive?: Single<boolean>;
}

export interface PolicyRule
  extends PolicyLifecycle, ForChildren, ForChildrenIn<'lifecycle' | 'copies' | 'recoveryPointTags'> {
  readonly name: string;
  /** The name of the vault, in every account and region. */
  readonly vault?: Single<string>;
  readonly schedule?: Single<string>;
  /** @default UTC */
  readonly timezone?: Single<string>;
  readonly startWindowMinutes?: Single<number>;
  readonly completionWindowMinutes?: Single<number>;
  /** Point-in-time restore for the types that support it. */
  readonly continuous?: Single<boolean>;
  /** The name of a logically air-gapped vault, in every account and region. */
  readonly airGappedVault?: Single<string>;
  readonly copies?: readonly PolicyCopy[];
  readonly recoveryPointTags?: Readonly<Record<string, Single<string>>>;
  /** The types whose recovery points are indexed for search. */
  readonly indexes?: List<'EBS' | 'S3'>;
  readonly scanMode?: Single<'FULL_SCAN' | 'INCREMENTAL_SCAN'>;
}

/** A copy into another vault. */
export interface PolicyCopy extends PolicyLifecycle, ForChildren, ForChildrenIn<'lifecycle'> {
  readonly vault: string;
  readonly region: string;
  /** @default - the account that is backed up */
  readonly accountId?: string;
}

/** The resources that a plan backs up: by a tag, or by type. */
export type PolicySelection = TagSelection | ResourceSelection;

interface Selection extends ForChildren {
  readonly name: string;
  /** The name of the role, with its path if it has one, in every account. */
  readonly role?: Single<string>;
  /** Conditions on the tags of a resource, all of which must hold. */
  readonly conditions?: PolicyConditions;
}

export interface TagSelection extends Selection {
  /** A resource must have one of the values. */
  readonly tag: { readonly key: Single<string>; readonly values: List };
}

export interface ResourceSelection extends Selection {
  /** Published ARN patterns, or `*`. */
  readonly resources?: List;
  readonly notResources?: List;
}

export interface PolicyConditions {
  readonly stringEquals?: readonly PolicyCondition[];
  readonly stringNotEquals?: readonly PolicyCondition[];
  readonly stringLike?: readonly PolicyCondition[];
  readonly stringNotLike?: readonly PolicyCondition[];
}

/** A condition on one tag, named without AWS's prefix `aws:ResourceTag/`. Other policies can change it by its name. */
export interface PolicyCondition extends ForChildren {
  readonly name: string;
  readonly tag: string;
  readonly value: Single<string>;
}
