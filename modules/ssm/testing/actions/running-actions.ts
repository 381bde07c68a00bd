import { StepFailure } from '../runbook';
import { failing, type Action } from './action';

/**
 * A function's own error is no error of the invocation: it stands in the answer. Whether it makes the step fail is not
 * documented, so a test says it.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export const invokeLambdaFunction: Action = (
  { FunctionName, Payload, InputPayload },
  { cloud, clock, functionErrorFailsStep },
) => {
  const { seconds, ...answer } = failing(() => cloud.invoke(FunctionName, Payload ?? JSON.stringify(InputPayload)));
  clock.pass(seconds);
  if (answer.FunctionError !== undefined && functionErrorFailsStep) {
    throw new StepFailure(`${FunctionName}: ${answer.Payload}`);
  }
  return answer;
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
export const executeScript: Action = ({ Handler, InputPayload }, { cloud, clock }) => {
  clock.pass(2);
  try {
    return { Payload: cloud.script(Handler, InputPayload) };
  } catch (error) {
    throw new StepFailure((error as Error).message);
  }
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html */
export const runCommand: Action = (inputs, { cloud, clock }) => {
  clock.pass(5);
  return failing(() => cloud.call('SendCommand', inputs));
};

const SECONDS: Readonly<Record<string, number>> = { H: 3600, M: 60, S: 1 };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
export const sleep: Action = ({ Duration }, { clock }) => {
  for (const [, amount, unit = ''] of String(Duration).matchAll(/(\d+)([HMS])/g)) {
    clock.pass(Number(amount) * (SECONDS[unit] ?? 0));
  }
  return {};
};
