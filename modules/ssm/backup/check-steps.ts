import type { Json, Step, StepOutput } from '../../../domain/automation/step';
import { CHECK_ACTIONS } from '../../../domain/ssm-backup/check-actions';
import { sequence, type Part } from '../document/flow';
import { refused, type DocumentRule } from '../document/rules/document-rule';

/** A custom step of the environment (S13). It fails if its check fails. */
export interface CheckStep {
  /** Its name among the steps of the document: 3 to 128 letters, digits and underscores. */
  readonly name: string;
  /** One of `CHECK_ACTIONS`. */
  readonly action: string;
  /**
   * As the action's page describes them. They can refer to `{{ InstanceId }}`, `{{ readTagName.Value }}` and outputs of
   * earlier steps; after the backup also to `{{ createImage.ImageId }}`.
   */
  readonly inputs: Readonly<Record<string, Json>>;
  /** @default - the action's default */
  readonly timeoutSeconds?: number;
  /** @default 1 */
  readonly maxAttempts?: number;
  readonly outputs?: readonly StepOutput[];
}

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
