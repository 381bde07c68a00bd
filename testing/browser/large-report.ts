import { reportInput } from '../../cli/report/report-input';
import type { ReportData } from '../../domain/report/data';
import { reportData } from '../../domain/report/report-data';
import type { Configuration } from '../../environments/parse';
import { largeOrganization } from '../organization/large-organization';
import { configurationOf, NOW } from '../report';

/** The fixtures in an organization of so many accounts. */
export function largeConfiguration(accounts: number): Configuration {
  return configurationOf((inputs) => {
    Object.assign(inputs, { organization: largeOrganization(accounts) });
  });
}

/** Its report. */
export function largeReport(accounts: number): ReportData {
  return reportData(reportInput(largeConfiguration(accounts)), NOW);
}
