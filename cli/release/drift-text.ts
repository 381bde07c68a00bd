import { shortRelease } from '../../domain/release/record';
import { reviewText } from '../../review/report/text';
import { indented, table } from '../table';
import type { DriftReport, StackDrift } from './drift-report';

/** One report below the other. */
export function driftText(reports: readonly DriftReport[]): string {
  return reports.map(reportText).join('\n\n');
}

function reportText({ environment, accountId, applied, stacks, review }: DriftReport): string {
  const last = applied ? `release ${shortRelease(applied.release)} applied ${applied.at}` : 'no record of a release';
  const rows = stacks.map(({ stack, state }) => [MARKS[state], stack, state]);
  const reasons = stacks.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  return [
    `${environment}, account ${accountId}, ${last}`,
    table(['', 'STACK', 'STATE'], rows),
    ...reasons,
    // The table has said it already.
    ...(review.findings.length === 0 ? [] : [indented(reviewText(review))]),
  ].join('\n\n');
}

const MARKS: Readonly<Record<StackDrift['state'], string>> = {
  'as applied': '✓',
  drifted: '✗',
  accepted: '✓',
  'not applied': '-',
  'state gone': '✗',
  unknown: '?',
};
