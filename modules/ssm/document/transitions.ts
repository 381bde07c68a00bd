import type { Step } from '../../../domain/automation/step';
import type { DocumentDefinition } from './definition';

/** How an execution goes from one step to another. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly reason: 'success' | 'failure' | 'cancel';
}

/** Every transition that the steps name. */
export function transitionsOf({ mainSteps }: Pick<DocumentDefinition, 'mainSteps'>): Transition[] {
  return mainSteps.flatMap((step) => [
    ...successors(step).map((to) => ({ from: step.name, to, reason: 'success' as const })),
    ...targetsOf(step.onFailure).map((to) => ({ from: step.name, to, reason: 'failure' as const })),
    ...targetsOf(step.onCancel).map((to) => ({ from: step.name, to, reason: 'cancel' as const })),
  ]);
}

function successors(step: Step): string[] {
  if (step.action !== 'aws:branch') return step.nextStep === undefined ? [] : [step.nextStep];
  const { Choices, Default } = step.inputs;
  return [...Choices.map(({ NextStep }) => NextStep), ...(Default === undefined ? [] : [Default])];
}

function targetsOf(reaction: string | undefined): string[] {
  return reaction?.startsWith('step:') === true ? [reaction.slice('step:'.length)] : [];
}
