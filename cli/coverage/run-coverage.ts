import { type CoverageSummary, CoverageTally, gapsIn } from '../../domain/coverage/tally';
import { gapsNotice } from '../../domain/coverage/gaps-notice';
import type { CoverageStatus } from '../../domain/coverage/status';
import { AwsError } from '../../operations/aws-error';
import { RefusedInputError } from '../exit-code';
import { counted } from '../inventory/print';
import { print, withLineEnds } from '../print';
import { streamFileAtOnce } from '../write-file';
import type { CoverageFormat, CoverageHead } from './format';
import { coverageFormat, type FormatName } from './formats';
import type { Notify } from './notify';
import type { AccountCoverage } from './read-accounts';
import { unreadText } from './unread-text';

export interface CoverageOutput extends CoverageHead {
  readonly format: FormatName;
  /** @default - stdout */
  readonly output: string | undefined;
  /** @default - no one is notified */
  readonly notify: Notify | undefined;
}

/**
 * Writes the resources of account after account.
 * @throws {AwsError} when a source failed
 * @throws {RefusedInputError} when there are gaps
 */
export async function writeCoverage(
  accounts: AsyncIterable<AccountCoverage>,
  { format: name, output, notify, ...head }: CoverageOutput,
): Promise<void> {
  const tally = new CoverageTally();
  const lines = linesOf(accounts, coverageFormat(name, head), tally);
  if (output === undefined) await print(lines);
  else await streamFileAtOnce(output, withLineEnds(lines));
  const summary = tally.summary();
  const text = unreadText(summary.unread);
  if (text !== '') console.error(`\n${text}`);
  const notice = gapsNotice(summary, { of: head.environment ?? 'the organization', failOn: head.failOn });
  if (notice) await notify?.(notice);
  endWith(summary, head.failOn);
}

async function* linesOf(
  accounts: AsyncIterable<AccountCoverage>,
  format: CoverageFormat,
  tally: CoverageTally,
): AsyncGenerator<string> {
  yield* format.begin();
  for await (const { resources, unread } of accounts) {
    tally.addUnread(unread);
    const lines: string[] = [];
    for (const resource of resources) {
      tally.add(resource);
      lines.push(...format.resource(resource));
    }
    // Line by line, a million resources would take twice as long.
    if (lines.length > 0) yield lines.join('\n');
  }
  yield* format.end(tally.summary());
}

function endWith(summary: CoverageSummary, failOn: readonly CoverageStatus[]): void {
  const failed = summary.unread.filter(({ permission }) => permission === undefined).length;
  if (failed > 0) throw new AwsError(`\n${counted(failed, 'source')} could not be read`);
  const gaps = gapsIn(summary, failOn);
  if (gaps > 0) throw new RefusedInputError(`\n${counted(gaps, 'gap')}`);
}
