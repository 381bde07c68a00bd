import path from 'node:path';

import { Command, Option } from 'commander';

import type { CostDifference } from '../../domain/cost/cost-report';
import type { ReportData } from '../../domain/report/data';
import { SEVERITIES, type Severity } from '../../domain/terraform/changes/severity';
import type { Review, SynthesizedApp } from '../../review/review';
import { listenForCancellation } from '../cancellation';
import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import { nowOption } from '../options';
import { writeFileAtOnce } from '../write-file';

const FORMATS = ['text', 'markdown', 'json', 'html'] as const;

interface ReviewCommandOptions {
  readonly base?: string;
  readonly baseRef?: string;
  readonly head?: string;
  readonly plan?: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly json?: true;
  readonly html?: string;
  readonly failOn: Severity;
  readonly now?: Date;
}

/** Shows what a change does to recoverability and access, most severe first. */
export function reviewCommand(): Command {
  return new Command('review')
    .description(
      'Show what a change does to backups and access, most severe first: between two synth outputs, or in saved plans.',
    )
    .addOption(new Option('--base <folder>', 'the current state: a cdktf.out folder').conflicts(['baseRef', 'plan']))
    .addOption(new Option('--base-ref <ref>', 'the current state: synthesized from this git ref').conflicts('plan'))
    .addOption(new Option('--head <folder>', 'the change: a cdktf.out folder (default: cdktf.out)').conflicts('plan'))
    .addOption(new Option('--plan <file...>', 'saved plans, in the format of terraform show -json'))
    .addOption(new Option('--format <format>', 'the output format').choices(FORMATS).default('text'))
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .addOption(
      new Option('--html <file>', 'also write the findings beside charts of the change, as --format html prints'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices(SEVERITIES).default('high'),
    )
    .addOption(nowOption())
    .addHelpText('after', '\nAccepted findings are in review-accepted.json. Rules: docs/review-rules.md')
    .addHelpText(
      'after',
      exampleAndExitCodes('review --base-ref main', {
        0: 'no finding is as severe as --fail-on',
        1: 'at least one finding is, or a file is refused',
        2: 'wrong usage',
        130: 'interrupted',
      }),
    )
    .action(review);
}

async function review(options: ReviewCommandOptions): Promise<void> {
  const { base, baseRef, head = 'cdktf.out', plan, failOn, now } = options;
  if (base === undefined && baseRef === undefined && plan === undefined) {
    throw new UsageError('There is nothing to compare with.\n→ add --base FOLDER, --base-ref REF, or --plan FILE...');
  }
  const { judgement } = await import('../review/judgement');
  const judging = { ...judgement(now), failOn };
  const { reviewApps, reviewPlans } = await import('../../review/review');
  const { organizationPlaces, plannedMembers } = await import('../review/organization-places');
  const { readApp } = await import('../review/read-app');
  const { readPlans } = await import('../review/read-plans');
  const isDrawn = options.html !== undefined || options.format === 'html';
  let charts: ReportData | undefined;
  let cost: CostDifference | undefined;
  const readBefore = async (checkout: string): Promise<void> => {
    const { costChange } = await import('../review/cost-change');
    cost = await costChange(checkout, judging.now);
    if (!isDrawn) return;
    const { chartsBefore } = await import('../review/review-page');
    charts = await chartsBefore(checkout, judging.now);
  };
  const judged = async (): Promise<Review> => {
    if (plan !== undefined) {
      const plans = readPlans(plan);
      return reviewPlans(plans, { ...judging, ...(await plannedMembers(plans, judging.now)) });
    }
    const before = baseRef === undefined ? readApp(base ?? '') : await atRef(baseRef, readBefore);
    if (base !== undefined) await readBefore(path.dirname(path.resolve(base)));
    const after = readApp(head);
    return reviewApps(before, after, { ...judging, ...(await organizationPlaces(before, after, judging.now)) });
  };
  const { summary, findings } = await judged();
  const reviewed: Review = { summary: { ...summary, cost }, findings };

  const page = isDrawn ? await pageOf(reviewed, charts, judging.now) : '';
  if (options.html !== undefined) writeFileAtOnce(options.html, page);
  const { printed } = await import('../review/printed');
  console.log(options.format === 'html' ? page : printed(reviewed, options.format));
  if (summary.failed) process.exitCode = 1;
}

async function pageOf(reviewed: Review, before: ReportData | undefined, now: Date): Promise<string> {
  const { reviewPage } = await import('../review/review-page');
  return reviewPage(reviewed, before, now);
}

/** @throws {InterruptedError} on a signal, after everything has been cleaned up */
async function atRef(ref: string, visit: (tree: string) => Promise<void>): Promise<SynthesizedApp> {
  const { appAtRef } = await import('../review/base-from-ref');
  const { first, dispose } = listenForCancellation();
  try {
    return await appAtRef(ref, first, visit);
  } finally {
    dispose();
  }
}
