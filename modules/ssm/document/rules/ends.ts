import type { Finding } from '../../../../domain/finding';
import type { Step } from '../../../../domain/automation/step';
import { refused, type DocumentRule } from './document-rule';

/**
 * Every step says what follows it, or that nothing does: what merely stands next in the list changes with every new step.
 * `isEnd` ends the execution "if the step execution failed or succeeded", so a step that ends it cannot go on from a failure.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const ends: DocumentRule = ({ mainSteps }) => mainSteps.flatMap((step) => [...unclear(step), ...contrary(step)]);

function unclear(step: Step): Finding[] {
  const ways = [
    step.nextStep === undefined ? [] : ['nextStep'],
    step.action === 'aws:branch' && step.inputs.Default !== undefined ? ['Default'] : [],
    step.isEnd ? ['isEnd'] : [],
  ].flat();
  if (ways.length === 1) return [];
  const wanted = step.action === 'aws:branch' ? 'inputs/Default or isEnd' : 'nextStep or isEnd';
  return [
    refused('step-end-unclear', 'backupctl', {
      path: `mainSteps/${step.name}`,
      message:
        ways.length === 0
          ? `step ${step.name} does not say what follows it`
          : `step ${step.name} says both ${ways.join(' and ')}`,
      remedy: `write one of ${wanted}`,
    }),
  ];
}

function contrary(step: Step): Finding[] {
  if (!step.isEnd || step.onFailure === undefined || step.onFailure === 'Abort') return [];
  return [
    refused('step-end-contrary', 'backupctl', {
      path: `mainSteps/${step.name}/onFailure`,
      found: step.onFailure,
      message: `step ${step.name} ends the execution, failed or not, yet goes on from a failure`,
      remedy: 'leave isEnd out and go to a last step, or leave onFailure out',
    }),
  ];
}
