import { reportInput } from '../../cli/report/report-input';
import type { ReportData } from '../../domain/report/data';
import { reportData } from '../../domain/report/report-data';
import type { Configuration } from '../../environments/parse';
import { largeOrganization } from '../organization/large-organization';
import { configurationOf, NOW } from '../report';

/** The fixtures in an organization of so many accounts, which all declare two sizes. */
export function largeConfiguration(accounts: number): Configuration {
  return configurationOf((inputs) => {
    const costs = [
      { name: 'servers', type: 'EC2', sizeGb: 200, dailyChangePercent: 2 },
      { name: 'files', type: 'EFS', sizeGb: 100, dailyChangePercent: 0.5 },
    ];
    Object.assign(inputs, { organization: { ...largeOrganization(accounts), costs } });
  });
}

/** Its report. */
export function largeReport(accounts: number): ReportData {
  return reportData(reportInput(largeConfiguration(accounts)), NOW);
}
