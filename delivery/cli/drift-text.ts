import { AwsError } from '../../operations/aws-error';
import { organizationDriftText } from './organization-drift';
import { shortRelease } from '../domain/record';
import { reviewText } from '../../review/report/text';
import { TerraformError } from '../operations/terraform/terraform-error';
import { RefusedInputError } from '../../cli/exit-code';
import { indented, table } from '../../cli/table';
import type { DriftReport, StackDrift } from './drift-report';
import type { Drifts } from './detect-drift';

/** The reports of all environments. */
export function driftText({ reports, organization }: Drifts): string {
  return reports.map((report) => reportText(report, organization)).join('\n\n');
}

function reportText(
  { environment, accountId, applied, stacks, review, organization: differs }: DriftReport,
  organization: Drifts['organization'],
): string {
  const last = applied ? `release ${shortRelease(applied.release)} applied ${applied.at}` : 'no record of a release';
  const rows = stacks.map(({ stack, state }) => [MARKS[state], stack, state]);
  const reasons = stacks.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  return [
    `${environment}, account ${accountId}, ${last}`,
    table(['', 'STACK', 'STATE'], rows),
    ...reasons,
    ...(differs && organization ? [organizationDriftText(differs, organization)] : []),
    // The table shows that there are no findings.
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

/** The same as JSON. */
export function driftJson({ reports, elsewhere }: Pick<Drifts, 'reports' | 'elsewhere'>) {
  return { environments: reports, elsewhere };
}

/** What was not compared, and why. */
export function driftNotes({ reports, elsewhere }: Drifts): string[] {
  const unmanaged = reports.flatMap((report) => report.unmanaged ?? []);
  const others = reports.filter(({ asApplied, applied }) => applied !== null && !asApplied);
  return [
    ...(elsewhere.length === 0 ? [] : [`\nNot checked, because they are in other accounts: ${elsewhere.join(', ')}`]),
    ...(unmanaged.length === 0
      ? []
      : [`\nNot checked, because Terraform no longer manages them: ${unmanaged.join(', ')}`]),
    ...others.map(
      ({ environment }) =>
        `\n${environment} has another release than the one checked out: its outputs are not compared.\n→ check out the release that was applied to compare them too`,
    ),
  ];
}

/**
 * @throws {TerraformError} when a stack could not be checked
 * @throws {RefusedInputError} when a stack has drifted
 */
export function refuseDrift({ reports }: Drifts): void {
  const stacks = reports.flatMap((report) => report.stacks);
  const unknown = stacks.filter(({ state }) => state === 'unknown').length;
  if (unknown > 0) throw new TerraformError(`\n${unknown} of ${stacks.length} stacks could not be checked`);
  const drifted = stacks.filter(({ state }) => state === 'drifted' || state === 'state gone').length;
  const organizations = reports.flatMap(({ organization }) => organization?.state ?? []);
  if (organizations.includes('unknown')) throw new AwsError('\nThe organization could not be compared');
  if (organizations.includes('differs')) {
    const also = drifted === 0 ? '' : `, and ${drifted} of ${stacks.length} stacks have drifted`;
    throw new RefusedInputError(`\nThe organization differs from the repository${also}`);
  }
  if (drifted > 0) throw new RefusedInputError(`\n${drifted} of ${stacks.length} stacks have drifted`);
}
