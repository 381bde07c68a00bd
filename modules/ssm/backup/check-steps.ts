import { CHECK_ACTIONS } from '../../../domain/ssm-backup/check-actions';
import { refused, type DocumentRule } from '../document/rules/document-rule';
import type { Json, Step, StepOutput } from '../../../domain/automation/step';

/** A step of the environment's own (S13). It fails when what it looks for is not so. */
export interface CheckStep {
  /** Its name among the steps of the document: 3 to 128 letters, digits and underscores. */
  readonly name: string;
  /** One of `CHECK_ACTIONS`. */
  readonly action: string;
  /**
   * As the action's page says. `{{ InstanceId }}`, `{{ readTagName.Value }}` and outputs of earlier steps can be referred to,
   * after the backup `{{ createImage.ImageId }}` too.
   */
  readonly inputs: Readonly<Record<string, Json>>;
  /** @default the action's own */
  readonly timeoutSeconds?: number;
  /** @default 1 */
  readonly maxAttempts?: number;
  readonly outputs?: readonly StepOutput[];
}

/** One after the other, then on to another step. A failure ends the execution as Failed. */
export function checkSteps(steps: readonly CheckStep[], next: string): Step[] {
  return steps.map(
    (step, index) =>
      ({ ...step, onFailure: 'Abort', isCritical: true, nextStep: steps[index + 1]?.name ?? next }) as unknown as Step,
  );
}

/** Refuses what a step of an environment may not do. */
export function checkStepActions(steps: readonly CheckStep[]): DocumentRule {
  return () =>
    steps
      .filter(({ action }) => !CHECK_ACTIONS.includes(action))
      .map(({ name, action }) =>
        refused('check-step-action', 'backupctl', {
          path: `mainSteps/${name}/action`,
          found: action,
          message: `a step of an environment cannot be ${action}`,
          remedy: `use one of ${CHECK_ACTIONS.join(', ')}`,
        }),
      );
}
