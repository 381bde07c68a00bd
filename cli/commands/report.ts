import { Command, Option } from 'commander';

import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';

interface ReportCommandOptions {
  readonly output: string;
  readonly coverage?: string;
  readonly base?: string;
  readonly prices?: readonly string[];
  readonly now?: Date;
  readonly json?: true;
}

/** Writes what can be restored, and what would be lost, as charts in one file. */
export function reportCommand(): Command {
  return new Command('report')
    .description('Write charts of what you can restore, and of what you would lose, to one HTML file. Works offline.')
    .addOption(new Option('-o, --output <file>', 'the file to write').default('report.html'))
    .addOption(new Option('--coverage <file>', 'add the resources in this output of coverage --format json'))
    .addOption(
      new Option(
        '--base <path>',
        'compare with a checkout, a folder of environments, or a report of an earlier release',
      ),
    )
    .addOption(
      new Option('--prices <file...>', 'add money to what is stored, from offer files of the AWS Price List (JSON)'),
    )
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('report --output report.html', {
        0: 'written',
        1: 'refused configuration or file',
        2: 'wrong usage',
      }),
    )
    .action(report);
}

async function report({ output, coverage, base, prices, now = new Date(), json }: ReportCommandOptions): Promise<void> {
  const [{ loadConfiguration }, { reportInput }, { reportData }, { readCoverageFile }, { readBase }, { readPrices }] =
    await Promise.all([
      import('../configuration'),
      import('../report/report-input'),
      import('../../domain/report/report-data'),
      import('../report/read-coverage-file'),
      import('../report/read-base'),
      import('../cost/read-prices'),
    ]);
  const configuration = await loadConfiguration(now);
  const data = reportData(reportInput(configuration), now, {
    coverage: coverage === undefined ? undefined : await readCoverageFile(coverage),
    base: base === undefined ? undefined : await readBase(base, now),
    prices: prices && readPrices(prices),
  });
  if (json) {
    console.log(JSON.stringify(data));
    return;
  }
  const [{ buildReportPage }, { reportPage }, { writeFileAtOnce }] = await Promise.all([
    import('#report-page'),
    import('../report/page'),
    import('../write-file'),
  ]);
  writeFileAtOnce(output, reportPage(data, buildReportPage()));
  console.error(`Wrote ${output}: open it in a browser.`);
}
