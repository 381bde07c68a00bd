import type { Running } from '../request';
import { select } from '../select';
import { callEc2, SECONDS_BETWEEN_POLLS, type Action, type ActionContext } from './action';

const API_OF_STATE: Readonly<Record<string, string>> = { running: 'StartInstances', stopped: 'StopInstances' };

/**
 * Starts or stops instances, then waits until they are in that state. `running` includes both status checks.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html
 */
export const changeInstanceState: Action = function* changeInstanceState(
  { InstanceIds, DesiredState, CheckStateOnly },
  context,
) {
  const state = String(DesiredState);
  const api = API_OF_STATE[state];
  if (api === undefined) throw new Error(`the interpreter does not support the state ${state}`);
  if (CheckStateOnly !== true) yield* callEc2(context, api, { InstanceIds });
  while (!(yield* isInState(InstanceIds, state, context))) context.clock.advance(SECONDS_BETWEEN_POLLS);
  return {};
};

function* isInState(InstanceIds: unknown, state: string, context: ActionContext): Running<boolean> {
  const instances = yield* callEc2(context, 'DescribeInstances', { InstanceIds });
  if (select('$.Reservations[0].Instances[0].State.Name', instances) !== state) return false;
  if (state !== 'running') return true;
  const statuses = yield* callEc2(context, 'DescribeInstanceStatus', { InstanceIds });
  return ['InstanceStatus', 'SystemStatus'].every(
    (check) => select(`$.InstanceStatuses[0].${check}.Status`, statuses) === 'ok',
  );
}
