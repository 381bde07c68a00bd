import { Command, Option } from 'commander';

import { SEVERITIES, type Severity } from '../../domain/terraform/changes/severity';
import type { Review, SynthesizedApp } from '../../review/review';
import { listenForCancellation } from '../cancellation';
import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import { nowOption } from '../options';

const FORMATS = ['text', 'markdown', 'json'] as const;

interface ReviewCommandOptions {
  readonly base?: string;
  readonly baseRef?: string;
  readonly head?: string;
  readonly plan?: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly json?: true;
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
  const judged = async (): Promise<Review> => {
    if (plan !== undefined) {
      const plans = readPlans(plan);
      return reviewPlans(plans, { ...judging, ...(await plannedMembers(plans, judging.now)) });
    }
    const before = baseRef === undefined ? readApp(base ?? '') : await atRef(baseRef);
    const after = readApp(head);
    return reviewApps(before, after, { ...judging, ...(await organizationPlaces(before, after, judging.now)) });
  };
  const reviewed = await judged();

  const { printed } = await import('../review/printed');
  console.log(printed(reviewed, options.format));
  if (reviewed.summary.failed) process.exitCode = 1;
}

/** @throws {InterruptedError} on a signal, after everything has been cleaned up */
async function atRef(ref: string): Promise<SynthesizedApp> {
  const { appAtRef } = await import('../review/base-from-ref');
  const { first, dispose } = listenForCancellation();
  try {
    return await appAtRef(ref, first);
  } finally {
    dispose();
  }
}
