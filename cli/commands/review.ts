import { Command, Option } from 'commander';

import { SEVERITIES, type Severity } from '../../review/finding';
import type { Review, SynthesizedApp } from '../../review/review';
import { UsageError } from '../exit-code';
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

/** Tells what changes for whom, ranked by what it does to recoverability and access. */
export function reviewCommand(): Command {
  return new Command('review')
    .description(
      'Tell what a change does to backups and access, worst first: between two syntheses, or in saved plans.',
    )
    .addOption(new Option('--base <folder>', 'what is there now: a cdktf.out').conflicts(['baseRef', 'plan']))
    .addOption(new Option('--base-ref <ref>', 'what is there now: synthesized from this git ref').conflicts('plan'))
    .addOption(new Option('--head <folder>', 'what is to come: a cdktf.out (default: cdktf.out)').conflicts('plan'))
    .addOption(new Option('--plan <file...>', 'saved plans, as terraform show -json prints them'))
    .addOption(new Option('--format <format>', 'how to print it').choices(FORMATS).default('text'))
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .addOption(
      new Option('--fail-on <severity>', 'end with 1 from this severity on').choices(SEVERITIES).default('high'),
    )
    .addOption(nowOption())
    .addHelpText(
      'after',
      '\nFindings that are accepted stand in review-accepted.json. Every rule: docs/review-rules.md',
    )
    .action(review);
}

async function review(options: ReviewCommandOptions): Promise<void> {
  const { base, baseRef, head = 'cdktf.out', plan, failOn, now } = options;
  if (base === undefined && baseRef === undefined && plan === undefined) {
    throw new UsageError('There is nothing to compare with.\n→ give --base FOLDER, --base-ref REF, or --plan FILE...');
  }
  const { judgement } = await import('../review/judgement');
  const judging = { ...judgement(now), failOn };
  const { reviewApps, reviewPlans } = await import('../../review/review');
  const { readApp } = await import('../review/read-app');
  const { readPlans } = await import('../review/read-plans');
  const judged = async (): Promise<Review | undefined> => {
    if (plan !== undefined) return reviewPlans(readPlans(plan), judging);
    const before = baseRef === undefined ? readApp(base ?? '') : await atRef(baseRef);
    return before && reviewApps(before, readApp(head), judging);
  };
  const reviewed = await judged();
  if (reviewed === undefined) return;

  const { printed } = await import('../review/printed');
  console.log(printed(reviewed, options.format));
  if (reviewed.summary.failed) process.exitCode = 1;
}

/** Undefined when it was stopped: then everything has been cleared up. */
async function atRef(ref: string): Promise<SynthesizedApp | undefined> {
  const { appAtRef } = await import('../review/base-from-ref');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    return await appAtRef(ref, stop.signal);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    console.error('Stopped.');
    process.exitCode = 130;
    return undefined;
  }
}
