import type { Locate } from '../finding';
import { partitionOfRegion } from './partitions';
import type { VaultAccess } from './vault-access-statements';

// The one model of what backs up: environment files, organization policies, answers of AWS and Terraform JSON are all
// converted to it, and every rule reads it.

/** Days after which recovery points move to cold storage and are deleted. A value that is left out means never. */
export interface Lifecycle {
  readonly deleteAfterDays?: number;
  readonly coldStorageAfterDays?: number;
  /** Whether EBS snapshots move to their archive tier when the others move to cold storage. */
  readonly archive: boolean;
}

/** Where a vault is. In a policy, the account can be `$account`: the account that is backed up. */
export interface VaultLocation {
  readonly vault: string;
  readonly region: string;
  readonly accountId: string;
}

/** A copy action: a copy of each recovery point in another vault, with a lifecycle of its own. */
export interface Copy extends VaultLocation, Lifecycle {}

/** A rule of a plan. A policy may leave any setting to other policies. */
export interface Rule extends Lifecycle {
  readonly name: string;
  /** The name of the vault, in each region and account of the plan. */
  readonly vault?: string;
  /** `cron(...)`, in the time zone. */
  readonly schedule?: string;
  readonly timezone?: string;
  readonly startWindowMinutes?: number;
  readonly completionWindowMinutes?: number;
  /** Whether resources that support it can be restored to a point in time. */
  readonly continuous: boolean;
  readonly recoveryPointTags: Readonly<Record<string, string>>;
  readonly copies: readonly Copy[];
  readonly airGappedVaultArn?: string;
}

/** One or several values by tag key. */
export type TagValues = Readonly<Record<string, string | readonly string[]>>;

/** Conditions on the tags of a resource, all of which must hold. */
export interface SelectionConditions {
  readonly stringEquals: TagValues;
  readonly stringLike: TagValues;
  readonly stringNotEquals: TagValues;
  readonly stringNotLike: TagValues;
}

/** What a plan backs up. */
export interface Selection {
  readonly name: string;
  readonly tags: TagValues;
  /**
   * Whether a resource needs any of the tags or all of them.
   * @default any
   */
  readonly match?: 'any' | 'all';
  readonly conditions?: SelectionConditions;
  /** ARNs and ARN patterns. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /**
   * The role that AWS Backup assumes.
   * @default - that of the environment
   */
  readonly roleArn?: string;
}

export interface Plan {
  readonly name: string;
  readonly regions: readonly string[];
  /** Whether backups of Windows instances are application-consistent, through VSS. */
  readonly windowsVss: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
  readonly selections: readonly Selection[];
}

/** A vault lock. Times in days. */
export interface Lock {
  readonly mode: 'governance' | 'compliance';
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
  /** The grace period, after which no one can remove a compliance lock; `set-before` for a lock that exists. */
  readonly changeableForDays?: number | 'set-before';
}

export interface Vault {
  readonly name: string;
  readonly region: string;
  /** `aws-managed`, `customer-managed` (a key is created for the vault) or the ARN of a key. */
  readonly key: string;
  readonly lock?: Lock;
  /** `unmanaged`: whatever AWS has, which Terraform does not change. */
  readonly accessPolicy?: VaultAccess | 'unmanaged';
  /** The events that AWS Backup publishes to the topic. `unmanaged`: whatever AWS has, which Terraform does not change. */
  readonly notify: readonly string[] | 'unmanaged';
  /**
   * The ARN of an existing topic.
   * @default - the topic of the region
   */
  readonly topicArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A part of the model, and the path of each of its settings in the document that its author wrote. */
export interface Placed<T, Setting extends string = keyof T & string> {
  readonly value: T;
  readonly at: Locate<Setting>;
}

/** A copy. Its `target` is its vault, region and account together. */
export type PlacedCopy = Placed<Copy, keyof Copy | 'target'>;

export interface PlacedRule extends Placed<Rule> {
  readonly copies: readonly PlacedCopy[];
}

/** A value that a selection compares a tag with. */
export interface SelectionTerm {
  /** `any`: the value of one of several tags that are enough. All the others must hold. */
  readonly operator: 'any' | keyof SelectionConditions;
  /** The key of the tag, without the prefix of conditions. */
  readonly key: string;
  /** The key as AWS receives it. */
  readonly sentKey: string;
  readonly value: string;
  /** The paths of the key and of the value. */
  readonly keyPath: string;
  readonly path: string;
}

export interface PlacedSelection extends Placed<Selection> {
  readonly terms: readonly SelectionTerm[];
}

export interface PlacedPlan extends Placed<Plan> {
  readonly rules: readonly PlacedRule[];
  readonly selections: readonly PlacedSelection[];
}

const VAULT_ARN = /^arn:[^:]+:backup:([^:]+):([^:]+):backup-vault:([^:]+)$/i;

/** The ARN of a vault. */
export function vaultArn({ vault, region, accountId }: VaultLocation): string {
  return region === '' ? vault : `arn:${partitionOfRegion(region)}:backup:${region}:${accountId}:backup-vault:${vault}`;
}

/** The vault that an ARN names. Of a text that is not the ARN of a vault, {@link vaultArn} returns the same text. */
export function vaultOfArn(arn: string): VaultLocation {
  const [, region, accountId, vault] = VAULT_ARN.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || vault === undefined) {
    return { vault: arn, region: '', accountId: '' };
  }
  return { vault, region, accountId };
}
