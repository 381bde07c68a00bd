import type { Step } from '../../../domain/automation/step';
import { CHECK_ACTIONS } from '../../../domain/ssm-backup/check-actions';
import type { CheckStep } from '../../../domain/ssm-backup/check-step';
import { sequence, type Part } from '../document/flow';
import { refused, type DocumentRule } from '../document/rules/document-rule';

/** Custom steps in their order. A failure ends the execution as Failed. */
export function checkSteps(checks: readonly CheckStep[]): Part {
  return sequence(
    ...checks.map((check): Part => (next) => {
      const step = { ...check, onFailure: 'Abort', isCritical: true, nextStep: next.step.name } as unknown as Step;
      const entry = { step, followers: [next] };
      return { entry, steps: [entry] };
    }),
  );
}

/** Refuses the actions that a custom step may not use. */
export function checkStepActions(checks: readonly CheckStep[]): DocumentRule {
  return () =>
    checks
      .filter(({ action }) => !CHECK_ACTIONS.includes(action))
      .map(({ name, action }) =>
        refused('check-step-action', 'backupctl', {
          path: `mainSteps/${name}/action`,
          found: action,
          message: `a custom step cannot use ${action}`,
          remedy: `use one of ${CHECK_ACTIONS.join(', ')}`,
        }),
      );
}
