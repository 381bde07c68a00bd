import { StepFailure, type InvocationResult } from '../request';
import { call, request, type Action } from './action';

/**
 * An error of the function is not an error of the invocation: the answer reports it. AWS does not document whether it fails
 * the step, so the caller chooses.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export const invokeLambdaFunction: Action = function* invokeLambdaFunction(
  { FunctionName, Payload, InputPayload },
  { step, clock, functionErrorFailsStep },
) {
  const functionName = String(FunctionName);
  const payload = typeof Payload === 'string' ? Payload : JSON.stringify(InputPayload ?? {});
  const result = yield* request({ kind: 'invoke', step, functionName, payload });
  const { seconds, ...answer } = result as InvocationResult;
  clock.advance(seconds);
  if (answer.FunctionError !== undefined && functionErrorFailsStep) {
    throw new StepFailure(`${functionName}: ${answer.Payload}`);
  }
  return answer;
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html */
export const runCommand: Action = function* runCommand(inputs, context) {
  context.clock.advance(4);
  return yield* call(context, 'ssm', 'SendCommand', inputs);
};

const SECONDS: Readonly<Record<string, number>> = { D: 86_400, H: 3600, M: 60, S: 1 };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
// oxlint-disable-next-line require-yield -- every action is a generator, and this one needs nothing from AWS
export const sleep: Action = function* sleep({ Duration }, { clock }) {
  for (const [, amount, unit = ''] of String(Duration).matchAll(/(\d+)([DHMS])/g)) {
    clock.advance(Number(amount) * (SECONDS[unit] ?? 0));
  }
  return {};
};
