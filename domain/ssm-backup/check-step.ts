import type { Json, StepOutput } from '../automation/step';

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
