import { existsSync } from 'node:fs';
import path from 'node:path';

import type { ReportData, ReportReview } from '../../domain/report/data';
import { reportData } from '../../domain/report/report-data';
import { COST_TITLE, costLines } from '../../review/report/cost';
import { countsText, placeText, valueText, verdictText } from '../../review/report/words';
import type { Review } from '../../review/review';
import { loadConfiguration } from '../configuration';
import { RefusedInputError } from '../exit-code';
import { reportPage } from '../report/page';
import { readBase } from '../report/read-base';
import { reportInput } from '../report/report-input';

const LONGEST_VALUE = 600;

/**
 * The charts of the state before a change. Findings matter more: without them, the page shows only the state after.
 * @param checkout the folder with the environments before the change
 */
export async function chartsBefore(checkout: string, now: Date): Promise<ReportData | undefined> {
  const hasEnvironments = existsSync(path.join(checkout, 'environments', 'load.ts'));
  if (!hasEnvironments) {
    console.error(`${checkout} has no environments: the charts show only the state after the change.`);
    return undefined;
  }
  try {
    return await readBase(checkout, now);
  } catch (error) {
    if (!(error instanceof RefusedInputError)) throw error;
    console.error(`${error.message}\nThe charts show only the state after the change.`);
    return undefined;
  }
}

/**
 * The findings of a review beside the charts of the configuration, in which the state before is outlined.
 * @throws {RefusedError} when the configuration is refused
 */
export async function reviewPage(review: Review, before: ReportData | undefined, now: Date): Promise<string> {
  const { buildReportPage } = await import('#report-page');
  const input = reportInput(await loadConfiguration(now));
  return reportPage(reportData(input, now, { base: before, review: inWords(review) }), buildReportPage());
}

function inWords({ summary, findings }: Review): ReportReview {
  return {
    counts: countsText(summary),
    verdict: verdictText(summary),
    cost: summary.cost ? { title: COST_TITLE, lines: costLines(summary.cost) } : null,
    findings: findings.map((finding) => {
      const { severity, rule, address, path: place, before, after, why, remedy, accepted } = finding;
      return {
        severity,
        rule,
        place: placeText(finding),
        address,
        path: place,
        before: valueText(before, LONGEST_VALUE),
        after: valueText(after, LONGEST_VALUE),
        why,
        remedy,
        accepted: accepted ? `Accepted until ${accepted.expires}: ${accepted.reason}` : null,
      };
    }),
  };
}
