import type { PriceList } from '../cost/price-list';
import { calendarOf } from './calendar';
import { reachChanges } from './changes';
import { reportCost } from './cost';
import { readCoverage } from './coverage-file';
import type { ReportData, ReportReview } from './data';
import { imageBackups } from './images';
import { inheritanceOf } from './inheritance';
import type { ReportInput } from './input';
import { coverageMatrix } from './matrix';
import { planPairs } from './plan-pairs';
import { profilesOf } from './profiles';
import { Sources } from './sources';

export interface ReportOptions {
  /** The output of `backupctl coverage`. */
  readonly coverage?: { readonly file: string; readonly content: unknown };
  /** The report to compare with. */
  readonly base?: ReportData;
  /** The review of the change since then. */
  readonly review?: ReportReview;
  /** The prices of what is stored. */
  readonly prices?: PriceList;
}

/**
 * Everything that the report shows. It depends on nothing but its arguments.
 * @throws {CoverageFileError}
 */
export function reportData(
  input: ReportInput,
  now: Date,
  { coverage, base, review, prices }: ReportOptions = {},
): ReportData {
  const sources = new Sources();
  const profiles = profilesOf(input, now, sources);
  const { units, accounts, plans } = profiles;
  const matrix = coverageMatrix(profiles);
  const found = coverage && readCoverage(coverage.file, coverage.content, accounts, matrix.types);
  const calendar = calendarOf(plans, input, now, sources);
  const inheritance = input.organization ? inheritanceOf(input.organization, profiles, sources) : null;
  const costs = input.costs(now);
  return {
    version: 1,
    now: now.toISOString(),
    sources: sources.all,
    units,
    accounts,
    profiles: profiles.profiles,
    plans,
    images: imageBackups(input, now, sources),
    coverage: { ...matrix, found: found ?? null },
    calendar,
    inheritance,
    cost: costs ? reportCost(costs, { input, profiles, now, sources, base, prices }) : null,
    review: review ?? null,
    changes: base ? reachChanges(planPairs(base, profiles), plans) : null,
    before: base ? { ...base, changes: null, before: null, review: null } : null,
  };
}
