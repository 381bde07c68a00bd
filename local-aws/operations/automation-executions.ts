import { randomUUID } from 'node:crypto';

import { courseOf, type Execution, metadataOf, type Step, told } from './automation-course';
import { Fault, page, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';

export interface AutomationExecutionsState {
  /** Documents that can be started, and the steps of a run: a test says how long each takes and whether it fails. */
  readonly automationDefinitions: { readonly name: string; readonly region: string; readonly steps: readonly Step[] }[];
  readonly automationExecutions: Execution[];
}

export function emptyAutomationExecutions(): AutomationExecutionsState {
  return { automationDefinitions: [], automationExecutions: [] };
}

const FILTERS: Readonly<Record<string, (execution: ReturnType<typeof metadataOf>, value: string) => boolean>> = {
  ExecutionStatus: ({ AutomationExecutionStatus }, value) => AutomationExecutionStatus === value,
  DocumentNamePrefix: ({ DocumentName }, value) => DocumentName.startsWith(value),
};

export const AUTOMATION_EXECUTIONS: readonly Operation<AutomationExecutionsState>[] = [
  {
    action: 'ssm:StartAutomationExecution',
    page: `${API}StartAutomationExecution.html`,
    answer: ({ region, input, state, clock }) => {
      const { DocumentName, Parameters = {}, ClientToken } = input;
      const started = state.automationExecutions.find(({ token }) => token !== undefined && token === ClientToken);
      if (started) {
        if (JSON.stringify(started.parameters) === JSON.stringify(Parameters))
          return { AutomationExecutionId: started.id };
        throw new Fault('IdempotentParameterMismatch', 'The parameters differ from those of the first request.');
      }
      const definition = state.automationDefinitions.find((one) => one.name === DocumentName && one.region === region);
      if (!definition) {
        throw new Fault('AutomationDefinitionNotFoundException', `Automation document ${DocumentName} not found`);
      }
      const id = randomUUID();
      state.automationExecutions.push({
        id,
        region,
        token: ClientToken,
        document: DocumentName,
        parameters: Parameters,
        startedAt: clock.now(),
        steps: definition.steps,
        effects: new Map(),
      });
      return { AutomationExecutionId: id };
    },
  },
  {
    action: 'ssm:GetAutomationExecution',
    page: `${API}GetAutomationExecution.html`,
    answer: async ({ region, input, state, clock, moto }) => {
      const { AutomationExecutionId: id } = input;
      const execution = state.automationExecutions.find((one) => one.id === id && one.region === region);
      if (!execution) {
        throw new Fault('AutomationExecutionNotFoundException', `Automation execution ${id} does not exist.`);
      }
      return { AutomationExecution: await told(execution, clock.now(), moto) };
    },
  },
  {
    action: 'ssm:DescribeAutomationExecutions',
    page: `${API}DescribeAutomationExecutions.html`,
    answer: ({ region, input, state, clock }) => {
      const filters: { Key: string; Values: string[] }[] = input['Filters'] ?? [];
      const listed = state.automationExecutions
        .filter((execution) => execution.region === region)
        .map((execution) => metadataOf(execution, courseOf(execution, clock.now())))
        .filter((metadata) =>
          filters.every(({ Key, Values }) => {
            const fits = FILTERS[Key];
            if (!fits) throw new Fault('InvalidFilterKey', `The filter key ${Key} is not valid.`);
            return Values.some((value) => fits(metadata, value));
          }),
        );
      const { part, ...next } = page(listed.toReversed(), input['NextToken'], state);
      return { AutomationExecutionMetadataList: part, ...next };
    },
  },
];
