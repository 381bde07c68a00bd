import type { Finding } from '../../../../domain/finding';
import { nearest } from '../../../../domain/nearest';
import type { DocumentDefinition } from '../definition';
import { referencesOf } from '../references';
import type { Step } from '../../../../domain/automation/step';
import { refused, type DocumentRule } from './document-rule';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html */
const SYSTEM_VARIABLES: readonly string[] = [
  'global:ACCOUNT_ID',
  'global:AWS_PARTITION',
  'global:DATE',
  'global:DATE_TIME',
  'global:REGION',
  'automation:EXECUTION_ID',
];

/** The outputs that an action always has, from its page. Outputs that exist only sometimes are left out. */
const OUTPUTS_OF_ACTION: Readonly<Partial<Record<Step['action'], readonly string[]>>> = {
  'aws:executeAutomation': ['ExecutionId', 'Status', 'Output'],
  'aws:executeScript': ['Payload'],
  'aws:executeStateMachine': ['executionArn'],
  'aws:invokeLambdaFunction': ['StatusCode', 'Payload'],
  'aws:runCommand': ['CommandId', 'Status', 'ResponseCode', 'Output'],
};

/** Every reference refers to something that the document contains. */
export const knownReferences: DocumentRule = (document) => [
  ...referencesOf(document).flatMap(({ path, text, output }) =>
    output === undefined ? value(document, path, text) : stepOutput(document, path, output.step, output.name),
  ),
  ...(document.outputs ?? []).flatMap((text, index) => {
    const [step = '', ...name] = text.split('.');
    return stepOutput(document, `outputs/${index}`, step, name.join('.'));
  }),
];

function value({ parameters }: DocumentDefinition, path: string, text: string): Finding[] {
  const isSystemVariable = text.includes(':');
  // A parameter of Parameter Store is looked up when the execution runs.
  if (text.startsWith('ssm:')) return [];
  const known = isSystemVariable ? SYSTEM_VARIABLES : Object.keys(parameters);
  return unlessKnown(path, text, known, isSystemVariable ? 'Automation has no variable' : 'there is no parameter');
}

function stepOutput({ mainSteps }: DocumentDefinition, path: string, stepName: string, name: string): Finding[] {
  const step = mainSteps.find((candidate) => candidate.name === stepName);
  const names = mainSteps.map((candidate) => candidate.name);
  if (step === undefined) return unlessKnown(path, stepName, names, 'there is no step');
  const declared = (step.outputs ?? []).map(({ Name }) => Name);
  const known = [...declared, ...(OUTPUTS_OF_ACTION[step.action] ?? [])];
  return unlessKnown(path, name, known, `step ${stepName} has no output`);
}

/** A runbook has dozens of steps. */
const MOST_LISTED = 10;

function unlessKnown(path: string, found: string, known: readonly string[], missing: string): Finding[] {
  if (known.includes(found)) return [];
  const meant = nearest(found, known);
  const more = known.length > MOST_LISTED ? ', …' : '';
  const choice = known.length === 0 ? 'there is none' : `there are ${known.slice(0, MOST_LISTED).join(', ')}${more}`;
  return [
    refused('reference-unknown', 'backupctl', {
      path,
      found,
      message: `${missing} ${found}${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
      remedy: meant === undefined ? `refer to what the document declares: ${choice}` : `write ${meant}`,
    }),
  ];
}
