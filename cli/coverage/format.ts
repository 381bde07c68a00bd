import { coverageText } from '../../domain/coverage/source';
import type { CoverageSummary } from '../../domain/coverage/tally';
import type { CoverageStatus, CoveringRule, ResourceCoverage } from '../../domain/coverage/status';

/** What a command found, besides the resources. */
export interface CoverageHead {
  /** An ISO instant. */
  readonly at: string;
  /** Null for the organization. */
  readonly environment: string | null;
  readonly failOn: readonly CoverageStatus[];
}

/** Writes resources one by one, in lines. A format that needs all of them keeps only as many as it prints. */
export interface CoverageFormat {
  readonly begin: () => Iterable<string>;
  readonly resource: (resource: ResourceCoverage) => Iterable<string>;
  readonly end: (summary: CoverageSummary) => Iterable<string>;
}

/** Such as `plan EC2/Tagged, rule Daily`. */
export function coveringText({ rule, ...coverage }: CoveringRule): string {
  return coverage.kind === 'window' ? coverageText(coverage) : `${coverageText(coverage)}, rule ${rule}`;
}

/** How far back: days, or `forever`; empty if nothing covers it. */
export function daysBack({ reachDays }: Pick<ResourceCoverage, 'reachDays'>): string {
  if (reachDays === undefined) return '';
  return reachDays === null ? 'forever' : String(reachDays);
}
