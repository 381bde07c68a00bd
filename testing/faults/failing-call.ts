import { type Ending, NO_RESPONSE, TRUNCATED } from '../../local-aws/operation';
import type { StandIn } from '../../local-aws/stand-in';
import { isComplete } from './kinds';

/** How every call of one action ends. */
export interface FailingCall {
  readonly action: string;
  readonly ending: Ending;
}

/** More than any command calls one action: no later call may succeed. */
const CALLS = 50;

/** Forgets the calls so far, and lets every later call of the action fail. */
export function failFromNow(standIn: StandIn, call: FailingCall | undefined): void {
  standIn.actions.length = 0;
  if (call === undefined) return;
  const endings = Array.from({ length: CALLS }, () => call.ending);
  standIn.fail(call.action, endings);
}

/** Variables of a command that does not repeat a failed call, and waits for a response only if none arrives. */
export function variablesOf(call: FailingCall | undefined): Readonly<Record<string, string>> {
  return {
    COLUMNS: '1000',
    AWS_MAX_ATTEMPTS: '1',
    // Other calls need their time.
    ...(call?.ending === NO_RESPONSE ? { TEST_REQUEST_TIMEOUT: '3000' } : {}),
  };
}

/** Responses without a body that could be truncated. */
const WITHOUT_BODY = /:(?:HEAD|PUT) |^backup:(?:StopBackupJob|DeleteRecoveryPoint)$/;

/** The actions that a sweep lets fail like this: each that can. Only `npm run test:faults` tries all of them, other runs a third. */
export function actionsFailing(actions: readonly string[], ending: Ending): string[] {
  const each = [...new Set(actions)].filter((action) => ending !== TRUNCATED || !WITHOUT_BODY.test(action));
  return isComplete ? each : each.filter((_, index) => index % 3 === 0);
}
