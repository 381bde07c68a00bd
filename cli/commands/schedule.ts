import { Command, Option } from 'commander';

import type { Finding } from '../../domain/finding';
import { nextRuns } from '../../domain/schedule/next-runs';
import { runsRefused } from '../../domain/schedule/runs-finding';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import { RefusedInputError, refusedOf } from '../exit-code';
import { findingsText } from '../findings-text';
import { exampleAndExitCodes } from '../help';
import { count, instant, jsonOption } from '../options';

interface ScheduleOptions {
  readonly cron: string;
  readonly timezone: string;
  readonly from?: Date;
  readonly count: number;
  readonly json?: true;
}

/** Shows when a schedule runs. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('Show when an AWS Backup schedule runs next.')
    .addOption(new Option('--cron <expression>', "the schedule, such as 'cron(0 6 * * ? *)'").makeOptionMandatory())
    .addOption(new Option('--timezone <zone>', 'the IANA time zone of the schedule').default('Etc/UTC'))
    .addOption(new Option('--from <instant>', 'show runs after this time (ISO 8601; default: now)').argParser(instant))
    .addOption(new Option('--count <number>', 'the number of runs to show').argParser(count).default(5))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes("schedule --cron 'cron(0 6 * * ? *)' --timezone Asia/Tokyo", {
        0: 'shown',
        1: 'refused',
        2: 'wrong usage',
      }),
    )
    .action(schedule);
}

function schedule({ cron, timezone, from = new Date(), count: wanted, json }: ScheduleOptions): void {
  const written = { schedule: cron, timezone };
  const at = (setting: keyof typeof written) => (setting === 'schedule' ? '--cron' : '--timezone');
  refuse(scheduleRefused(written, at), { isPrinted: false });
  const runs = nextRuns({ expression: cron, timezone }, from, wanted);
  if (json) console.log(JSON.stringify(runs));
  else for (const run of runs) console.log(runText(run, timezone));
  // The printed runs show why they are refused.
  refuse(runsRefused(written, at, from), { isPrinted: true });
}

/** @throws {RefusedInputError} when there are any */
function refuse(findings: readonly Finding[], { isPrinted }: { readonly isPrinted: boolean }): void {
  if (findings.length === 0) return;
  throw new RefusedInputError(findingsText(findings), isPrinted ? undefined : refusedOf(findings));
}

function runText(run: Date, timezone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: timezone });
  return `${run.toISOString()}  ${local.format(run)} ${timezone}`;
}
