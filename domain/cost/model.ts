import type { Plan } from '../backup/model';

/** What an owner of resources declares about them. Sizes in GB. */
export interface DeclaredSize {
  readonly name: string;
  readonly type: string;
  readonly region: string;
  /** @default - every plan that can reach the type in the region */
  readonly plan?: string;
  /** @default - all selections of the plan */
  readonly selection?: string;
  readonly sizeGb: number;
  readonly dailyChangePercent: number;
  readonly restoredGbPerMonth?: number;
}

/** The plans of one owner in one account, and the sizes of what they back up. */
export interface CostAccount {
  /** `environment NAME` or `organization policies`. */
  readonly owner: string;
  readonly accountId: string;
  readonly plans: readonly Plan[];
  /** The resource types that a region has opted in; undefined when unknown. */
  readonly optedIn: (region: string) => ReadonlySet<string> | undefined;
  readonly sizes: readonly DeclaredSize[];
}

/** What is billed, for an average month. Storage in GB-months, everything else in GB. */
export interface Quantities {
  readonly warmGbMonths: number;
  readonly coldGbMonths: number;
  /** EBS snapshots in their archive tier. */
  readonly archiveGbMonths: number;
  /** What is billed for recovery points that are deleted before 90 days in cold storage or in the archive. */
  readonly earlyDeletionGbMonths: number;
  /** What backups or copies write. */
  readonly createdGb: number;
  /** What copies transfer to another region. */
  readonly transferredGb: number;
  readonly restoredGb: number;
}

export const QUANTITIES = [
  'warmGbMonths',
  'coldGbMonths',
  'archiveGbMonths',
  'earlyDeletionGbMonths',
  'createdGb',
  'transferredGb',
  'restoredGb',
] as const satisfies readonly (keyof Quantities)[];

export type Place = 'vault' | 'continuous' | 'copy' | 'air-gapped' | 'restore';

/** What one rule keeps of one declared size in one place. */
export interface CostRow extends Quantities {
  readonly owner: string;
  /** The account that is backed up. */
  readonly source: string;
  readonly sourceRegion: string;
  /** Empty for restores, as the rule and the vault. */
  readonly plan: string;
  readonly rule: string;
  readonly place: Place;
  /** The account that has the vault, and is billed. */
  readonly account: string;
  readonly region: string;
  readonly vault: string;
  readonly size: string;
  readonly type: string;
  /** Nothing expires: the storage is that of ten years, and grows by `createdGb` a month. */
  readonly keptForever: boolean;
}

/** Without floating-point noise: a thousandth of a megabyte. */
export function rounded(gigabytes: number): number {
  return Math.round(gigabytes * 1e6) / 1e6;
}

export const NOTHING: Quantities = {
  warmGbMonths: 0,
  coldGbMonths: 0,
  archiveGbMonths: 0,
  earlyDeletionGbMonths: 0,
  createdGb: 0,
  transferredGb: 0,
  restoredGb: 0,
};
