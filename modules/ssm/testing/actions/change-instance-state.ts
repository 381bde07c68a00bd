import { select } from '../select';
import { call, SECONDS_BETWEEN_POLLS, type Action, type Surroundings } from './action';

const API_OF_STATE: Readonly<Record<string, string>> = { running: 'StartInstances', stopped: 'StopInstances' };

/**
 * Starts or stops, then waits until it is so: for `running` until both status checks are ok.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html
 */
export const changeInstanceState: Action = ({ InstanceIds, DesiredState, CheckStateOnly }, surroundings) => {
  const api = API_OF_STATE[DesiredState];
  if (api === undefined) throw new Error(`nothing here knows the state ${DesiredState}`);
  if (CheckStateOnly !== true) call(surroundings, api, { InstanceIds });
  while (!isSo(InstanceIds, DesiredState, surroundings)) surroundings.clock.pass(SECONDS_BETWEEN_POLLS);
  return {};
};

function isSo(InstanceIds: unknown, state: string, surroundings: Surroundings): boolean {
  const instances = call(surroundings, 'DescribeInstances', { InstanceIds });
  if (select('$.Reservations[0].Instances[0].State.Name', instances) !== state) return false;
  if (state !== 'running') return true;
  const statuses = call(surroundings, 'DescribeInstanceStatus', { InstanceIds });
  return ['InstanceStatus', 'SystemStatus'].every(
    (check) => select(`$.InstanceStatuses[0].${check}.Status`, statuses) === 'ok',
  );
}
