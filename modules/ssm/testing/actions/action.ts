import { AwsFault, type Cloud } from '../cloud';
import { StepFailure } from '../runbook';
import type { VirtualClock } from '../virtual-clock';

export interface Surroundings {
  readonly cloud: Cloud;
  readonly clock: VirtualClock;
  /** Whether a function's own error makes the step fail: AWS does not document it. */
  readonly functionErrorFailsStep: boolean;
}

/**
 * Does what a step says, with its references replaced, and answers what its outputs are picked from.
 * @throws {StepFailure}
 */
export type Action = (inputs: Record<string, any>, surroundings: Surroundings) => unknown;

const SECONDS_OF_A_CALL = 1;

export const SECONDS_BETWEEN_POLLS = 30;

/** An AWS call: it takes its time, and its error is the step's failure. */
export function call({ cloud, clock }: Surroundings, api: string, inputs: Record<string, unknown>): unknown {
  clock.pass(SECONDS_OF_A_CALL);
  return failing(() => cloud.call(api, inputs));
}

/** Makes the error of an AWS call the step's failure. */
export function failing<T>(doing: () => T): T {
  try {
    return doing();
  } catch (error) {
    if (error instanceof AwsFault) throw new StepFailure(error.message);
    throw error;
  }
}
