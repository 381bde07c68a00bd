import { awsError } from '../fake-aws';
import { filtered, listed, tagFilters, tagList } from './list';
import { after, type Ec2Behavior, type Ec2Instance, type Ec2State, type InstanceState, type Operations } from './state';

export function instanceOperations(state: Ec2State, behavior: Ec2Behavior): Operations {
  const { now = () => new Date(), stopTakes = 60, startTakes = 30, checksTake = 120 } = behavior;
  const transition = (id: string, start: InstanceState, end: InstanceState, seconds: number): void => {
    const instance = existing(state, id);
    const terminated = (instance.changes ?? []).filter((change) => change.state === 'terminated');
    const changes = [...terminated, { at: after(now(), seconds), state: end }];
    state.instances[id] = { ...instance, state: start, changes };
  };
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
    DescribeInstances: (input) => {
      const ids: readonly string[] = input['InstanceIds'] ?? Object.keys(state.instances);
      const instances = ids.map((id) => [id, existing(state, id)] as const);
      const found = filtered(instances, input['Filters'], ([, { imageId, tags = {} }]) => ({
        'image-id': [imageId],
        ...tagFilters(tags),
      }));
      return listed(
        'Reservations',
        found.map(([id, instance]) => reservation(id, instance, now())),
        input,
      );
    },
    /** Lists running instances only. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
    DescribeInstanceStatus: ({ InstanceIds }) => {
      const instances = (InstanceIds as readonly string[]).map((id) => existing(state, id));
      const running = instances.filter((instance) => stateAt(instance, now()) === 'running');
      return {
        InstanceStatuses: running.map(({ statusChecksPassAt = now() }) => {
          const Status = now() >= statusChecksPassAt ? 'ok' : 'initializing';
          return { InstanceStatus: { Status }, SystemStatus: { Status } };
        }),
      };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
    StopInstances: ({ InstanceIds }) => {
      for (const id of InstanceIds) {
        const current = stateAt(existing(state, id), now());
        if (current === 'terminated') throw incorrectState(id, current);
        if (current === 'running' || current === 'pending') transition(id, 'stopping', 'stopped', stopTakes);
      }
      return {};
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
    StartInstances: ({ InstanceIds }) => {
      for (const id of InstanceIds) {
        const current = stateAt(existing(state, id), now());
        if (current === 'terminated' || current === 'stopping') throw incorrectState(id, current);
        if (current === 'stopped') {
          transition(id, 'pending', 'running', startTakes);
          const statusChecksPassAt = after(now(), startTakes + checksTake);
          state.instances[id] = { ...existing(state, id), statusChecksPassAt };
        }
      }
      return {};
    },
  };
}

/** The state of an instance at a time, also in the future. A terminated instance remains terminated. */
export function stateAt({ state, changes = [] }: Ec2Instance, time: Date): InstanceState {
  return changes
    .filter(({ at }) => at <= time)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .reduce((current, change) => (current === 'terminated' ? current : change.state), state);
}

export function existing({ instances }: Ec2State, id: string): Ec2Instance {
  if (!/^i-[0-9a-f]+$/.test(id)) throw awsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`, 400);
  const instance = instances[id];
  if (!instance) throw awsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`, 400);
  return instance;
}

function reservation(InstanceId: string, instance: Ec2Instance, now: Date) {
  const { imageId, tags = {} } = instance;
  const State = { Name: stateAt(instance, now) };
  return { Instances: [{ InstanceId, ImageId: imageId, State, Tags: tagList(tags) }] };
}

function incorrectState(id: string, state: InstanceState): Error {
  return awsError('IncorrectInstanceState', `The instance '${id}' is in the state ${state}.`, 400);
}
