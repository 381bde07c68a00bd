import { Command, Option } from 'commander';

import { nextRuns } from '../../domain/schedule/next-runs';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import { RefusedInputError } from '../exit-code';
import { count, instant, jsonOption } from '../options';

interface ScheduleOptions {
  readonly cron: string;
  readonly timezone: string;
  readonly from?: Date;
  readonly count: number;
  readonly json?: true;
}

/** Tells when a schedule of AWS Backup runs. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('Show when an AWS Backup schedule runs next.')
    .addOption(new Option('--cron <expression>', "the schedule, such as 'cron(0 6 * * ? *)'").makeOptionMandatory())
    .addOption(new Option('--timezone <zone>', 'the IANA time zone by whose clock it runs').default('Etc/UTC'))
    .addOption(
      new Option('--from <instant>', 'show runs after this moment (ISO 8601)')
        .argParser(instant)
        .default(undefined, 'the present'),
    )
    .addOption(new Option('--count <number>', 'how many runs to show').argParser(count).default(5))
    .addOption(jsonOption())
    .action(schedule);
}

function schedule({ cron, timezone, from = new Date(), count: wanted, json }: ScheduleOptions): void {
  const refused = scheduleRefused({
    at: (setting) => (setting === 'schedule' ? '--cron' : '--timezone'),
    schedule: cron,
    timezone,
  });
  if (refused.length > 0) {
    throw new RefusedInputError(
      refused.map(({ path, message, remedy }) => `${path}: ${message}\n→ ${remedy}`).join('\n\n'),
    );
  }
  const runs = nextRuns({ expression: cron, timezone }, from, wanted);
  if (json) return console.log(JSON.stringify(runs));
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: timezone });
  if (runs.length === 0) return console.error('It never runs again.');
  for (const run of runs) console.log(`${run.toISOString()}  ${local.format(run)} ${timezone}`);
}
