import type { DocumentDefinition } from './document';
import type { Step } from '../../../domain/automation/step';

/** Why an execution goes from one step to another. */
export type Reason = 'success' | 'failure' | 'cancel';

/** One way on from a step. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly reason: Reason;
  /** Where in the document it is said. */
  readonly path: string;
}

/** Every way that the document names, whether or not its target exists. */
export function waysOf({ mainSteps }: Pick<DocumentDefinition, 'mainSteps'>): Way[] {
  return mainSteps.flatMap((step) => [...onSuccess(step), ...onFailure(step), ...onCancel(step)]);
}

/** The steps that an execution can come to, in the order in which it does. */
export function reachableSteps({ mainSteps }: Pick<DocumentDefinition, 'mainSteps'>): Set<string> {
  const ways = waysOf({ mainSteps });
  const reached = new Set(mainSteps.slice(0, 1).map(({ name }) => name));
  // A set may grow while it is gone through, and the new ones come last.
  for (const name of reached) {
    for (const { from, to } of ways) if (from === name) reached.add(to);
  }
  return reached;
}

function onSuccess(step: Step): Way[] {
  const way = (to: string, place: string): Way => ({
    from: step.name,
    to,
    reason: 'success',
    path: `mainSteps/${step.name}/${place}`,
  });
  if (step.action === 'aws:branch') {
    const { Choices, Default } = step.inputs;
    const choices = Choices.map(({ NextStep }, index) => way(NextStep, `inputs/Choices/${index}/NextStep`));
    return Default === undefined ? choices : [...choices, way(Default, 'inputs/Default')];
  }
  return step.nextStep === undefined ? [] : [way(step.nextStep, 'nextStep')];
}

function onFailure(step: Step): Way[] {
  const path = `mainSteps/${step.name}/onFailure`;
  if (step.onFailure === 'Continue') {
    return onSuccess(step).map((way) => ({ ...way, reason: 'failure', path }));
  }
  return targetOf(step.onFailure).map((to) => ({ from: step.name, to, reason: 'failure', path }));
}

function onCancel(step: Step): Way[] {
  const path = `mainSteps/${step.name}/onCancel`;
  return targetOf(step.onCancel).map((to) => ({ from: step.name, to, reason: 'cancel', path }));
}

function targetOf(reaction: string | undefined): string[] {
  return reaction?.startsWith('step:') === true ? [reaction.slice('step:'.length)] : [];
}
