import { randomUUID } from 'node:crypto';

import { GetDocumentCommand, SSMClient, type GetDocumentCommandInput } from '@aws-sdk/client-ssm';

import type { Runbook } from '../../domain/automation/runbook';
import { Fault, page, type MotoClient, type Operation } from '../operation';
import { AutomationRun, type AutomationDefinition } from './automation-run';

const API = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';

export interface AutomationExecutionsState {
  /** In addition to the documents in moto. */
  readonly automationDefinitions: AutomationDefinition[];
  readonly automationExecutions: AutomationRun[];
}

export function emptyAutomationExecutions(): AutomationExecutionsState {
  return { automationDefinitions: [], automationExecutions: [] };
}

type Metadata = Omit<Awaited<ReturnType<AutomationRun['at']>>, 'StepExecutions'>;

const FILTERS: Readonly<Record<string, (execution: Metadata, value: string) => boolean>> = {
  ExecutionStatus: ({ AutomationExecutionStatus }, value) => AutomationExecutionStatus === value,
  DocumentNamePrefix: ({ DocumentName }, value) => DocumentName.startsWith(value),
};

export const AUTOMATION_EXECUTIONS: readonly Operation<AutomationExecutionsState>[] = [
  {
    action: 'ssm:StartAutomationExecution',
    page: `${API}StartAutomationExecution.html`,
    answer: async ({ region, input, state, clock, moto }) => {
      const { DocumentName, DocumentVersion, Parameters: parameters = {}, ClientToken: token } = input;
      const { automationDefinitions, automationExecutions } = state;
      const started = automationExecutions.find(({ start }) => start.token !== undefined && start.token === token);
      if (started) {
        if (JSON.stringify(started.start.parameters) === JSON.stringify(parameters))
          return { AutomationExecutionId: started.start.id };
        throw new Fault('IdempotentParameterMismatch', 'The parameters differ from those of the first request.');
      }
      const definition =
        automationDefinitions.find((one) => one.name === DocumentName && one.region === region) ??
        (await definitionInMoto({ Name: DocumentName, DocumentVersion }, moto));
      if (!definition) {
        throw new Fault('AutomationDefinitionNotFoundException', `Automation document ${DocumentName} not found`);
      }
      const id = randomUUID();
      automationExecutions.push(new AutomationRun({ id, definition, token, parameters, startedAt: clock.now() }));
      return { AutomationExecutionId: id };
    },
  },
  {
    action: 'ssm:GetAutomationExecution',
    page: `${API}GetAutomationExecution.html`,
    answer: async ({ region, input, state, clock, moto }) => {
      const { AutomationExecutionId: id } = input;
      const execution = state.automationExecutions.find(({ start }) => start.id === id && isIn(start, region));
      if (!execution) {
        throw new Fault('AutomationExecutionNotFoundException', `Automation execution ${id} does not exist.`);
      }
      const { Targets: _, ...described } = await execution.at(clock.now(), moto);
      return { AutomationExecution: { ...described, Parameters: execution.start.parameters } };
    },
  },
  {
    action: 'ssm:DescribeAutomationExecutions',
    page: `${API}DescribeAutomationExecutions.html`,
    answer: async ({ region, input, state, clock, moto }) => {
      const filters: { Key: string; Values: string[] }[] = input['Filters'] ?? [];
      const described = await Promise.all(
        state.automationExecutions
          .filter(({ start }) => isIn(start, region))
          .map((execution) => execution.at(clock.now(), moto)),
      );
      // The list shows neither steps nor parameters.
      const listed = described
        .map(({ StepExecutions: _, ...metadata }) => metadata)
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

function isIn({ definition }: AutomationRun['start'], region: string): boolean {
  return definition.region === region;
}

/** A document in JSON that CreateDocument has stored; undefined if there is none. */
async function definitionInMoto(
  asked: GetDocumentCommandInput,
  moto: MotoClient,
): Promise<AutomationDefinition | undefined> {
  const ssm = new SSMClient(moto);
  const found = await ssm.send(new GetDocumentCommand({ ...asked, DocumentFormat: 'JSON' })).catch(() => undefined);
  ssm.destroy();
  if (found?.DocumentType !== 'Automation' || found.Content === undefined) return undefined;
  return { name: found.Name ?? '', region: moto.region, document: JSON.parse(found.Content) as Runbook };
}
