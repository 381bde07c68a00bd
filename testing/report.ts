import { reportInput } from '../cli/report/report-input';
import type { ReportData } from '../domain/report/data';
import { reportData, type ReportOptions } from '../domain/report/report-data';
import type { OrganizationInput } from '../environments/organization/organization';
import { type Configuration, parseEnvironments } from '../environments/parse';
import type { EnvironmentInput } from '../environments/schema';
import { fixtures } from './fixtures';

export const NOW = new Date('2026-11-21T00:00:00Z');

interface Inputs {
  readonly environments: EnvironmentInput[];
  readonly organization?: OrganizationInput;
}

/** The fixtures with declared sizes as a configuration, after a change to a copy of them. */
export function configurationOf(change: (inputs: Inputs) => void = () => {}): Configuration {
  const { dev, stg, prod, organization } = structuredClone(fixtures);
  dev.costs = [{ name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 400, dailyChangePercent: 2 }];
  prod.costs = [
    { name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 2000, dailyChangePercent: 3 },
    { name: 'files', type: 'EFS', plan: 'EFS', sizeGb: 800, dailyChangePercent: 0.5, restoredGbPerMonth: 10 },
  ];
  organization.costs = [{ name: 'tables', type: 'DynamoDB', sizeGb: 2, dailyChangePercent: 4 }];
  return parsed({ environments: [dev, stg, prod], organization }, change);
}

function parsed(inputs: Inputs, change: (inputs: Inputs) => void): Configuration {
  change(inputs);
  // Without its plan, nothing backs up a size.
  for (const environment of inputs.environments) {
    const plans = environment.backup.plans.map(({ name }) => name);
    environment.costs = environment.costs?.filter(({ plan = '' }) => plans.includes(plan));
  }
  const files = inputs.environments.map((input) => ({
    file: `environments/${input.name}.ts`,
    name: input.name,
    input,
  }));
  const { organization } = inputs;
  return parseEnvironments(files, NOW, organization && { file: 'environments/organization.ts', input: organization });
}

/** The report of the fixtures, after a change to a copy of them. */
export function reportOf(change?: (inputs: Inputs) => void, options?: ReportOptions): ReportData {
  return reportData(reportInput(configurationOf(change)), NOW, options);
}

/** What a value's source says: `file: path`. */
export function sourceText({ sources }: ReportData, index: number): string {
  const { file = '', path = '' } = sources[index] ?? {};
  return `${file}: ${path}`;
}
