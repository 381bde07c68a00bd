import type { JsonObject } from '../../json-object';
import { AwsFault, StepFailure, type AutomationRequest, type Running } from '../request';
import type { VirtualClock } from '../virtual-clock';

/** The step that an action belongs to, and the time of its execution. */
export interface ActionContext {
  readonly step: string;
  readonly clock: VirtualClock;
  /** Whether an error of a function fails the step: AWS does not document it. */
  readonly functionErrorFailsStep: boolean;
}

/**
 * Runs an action with resolved inputs, and returns the answer from which the step selects its outputs.
 * @throws {StepFailure}
 */
export type Action = (inputs: JsonObject, context: ActionContext) => Running<unknown>;

const SECONDS_PER_CALL = 1;

export const SECONDS_BETWEEN_POLLS = 30;

/** Calls an EC2 API. An error response fails the step. */
export function* callEc2(context: ActionContext, api: string, inputs: JsonObject): Running<unknown> {
  return yield* call(context, 'ec2', api, inputs);
}

/** Calls an AWS API. An error response fails the step. */
export function* call(
  { step, clock }: ActionContext,
  service: string,
  api: string,
  inputs: JsonObject,
): Running<unknown> {
  clock.advance(SECONDS_PER_CALL);
  return yield* request({ kind: 'call', step, service, api, inputs });
}

/** Sends a request. An error response fails the step. */
export function* request(sent: AutomationRequest): Running<unknown> {
  try {
    return yield sent;
  } catch (error) {
    if (error instanceof AwsFault) throw new StepFailure(error.message);
    throw error;
  }
}
