import type { Resource } from './resource';
import type { Tag } from './resource-selection';
import type { Coverage } from './source';

/** Every status, gaps first. */
export const STATUSES = [
  'stale',
  'missing-tag',
  'opted-out',
  'no-plan',
  'unknown',
  'excluded',
  'unsupported',
  'covered',
] as const;
export type CoverageStatus = (typeof STATUSES)[number];

/** What counts as a gap unless the user chooses: a resource that someone excluded, or that AWS Backup cannot back up, is none. */
export const GAPS: readonly CoverageStatus[] = ['stale', 'missing-tag', 'opted-out', 'no-plan', 'unknown'];

/** A rule that backs up a resource. */
export interface CoveringRule extends Coverage {
  readonly rule: string;
}

/** A resource with its status: an element of `resources` in the output of `backupctl coverage --format json`. */
export interface ResourceCoverage extends Omit<Resource, 'createdAt' | 'attachedTo'> {
  readonly status: CoverageStatus;
  /** Why it has the status: a sentence without a period. */
  readonly reason: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** The tags with which a source would back it up. */
  readonly missing?: Coverage & { readonly tags: readonly Tag[] };
  readonly coveredBy: readonly CoveringRule[];
  /** An ISO instant. */
  readonly nextRun?: string;
  /** The age in days of the oldest recovery point that rules keep; null if they never expire. */
  readonly reachDays?: number | null;
  /** Whether it can also be restored to a point in time. */
  readonly pointInTime?: true;
}

/** A part that could not be read: what it would have listed is unknown. */
export interface Unread {
  readonly account: string;
  /** Empty for a part without a region. */
  readonly region: string;
  /** Such as `described EFS`. */
  readonly what: string;
  /** The permission that is missing; undefined if the call failed for another reason. */
  readonly permission?: string;
  readonly message: string;
}
