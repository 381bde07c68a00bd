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

/** The fixtures as a configuration, after a change to a copy of them. */
export function configurationOf(change: (inputs: Inputs) => void = () => {}): Configuration {
  const { dev, stg, prod, organization } = structuredClone(fixtures);
  return parsed({ environments: [dev, stg, prod], organization }, change);
}

function parsed(inputs: Inputs, change: (inputs: Inputs) => void): Configuration {
  change(inputs);
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
