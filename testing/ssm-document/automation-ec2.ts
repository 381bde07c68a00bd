import { AwsFault } from '../../domain/automation/request';
import type { VirtualClock } from '../../domain/automation/virtual-clock';
import { ec2Operations } from '../aws/in-memory-ec2/in-memory-ec2';
import { existing, stateAt } from '../aws/in-memory-ec2/instances';
import { after, ec2State, type Ec2Behavior, type Operations, type Tags } from '../aws/in-memory-ec2/state';
import { tagsByResource } from '../aws/in-memory-ec2/tags';

/** The instance that is backed up, and how EC2 behaves. */
export interface Ec2Scenario extends Omit<Ec2Behavior, 'now'> {
  readonly instanceId: string;
  readonly tags: Tags;
  readonly state: 'running' | 'stopped';
  /** Seconds after the start of the execution. */
  readonly terminatesAt?: number;
  /** The codes of errors, one for each call; a string applies to every call. */
  readonly faults?: Readonly<Record<string, readonly (string | undefined)[] | string>>;
}

interface Timeline {
  readonly startsAt: Date;
  readonly clock: VirtualClock;
}

/** An in-memory EC2 with one instance, which an automation execution calls. It also answers the other services' calls. */
export class AutomationEc2 {
  readonly calls: string[] = [];
  private readonly ec2 = ec2State();
  private readonly operations: Operations;

  constructor(
    private readonly scenario: Ec2Scenario,
    private readonly timeline: Timeline,
  ) {
    const { instanceId, tags, state, terminatesAt } = scenario;
    const { startsAt, clock } = timeline;
    const changes =
      terminatesAt === undefined ? [] : [{ at: after(startsAt, terminatesAt), state: 'terminated' as const }];
    this.ec2.instances[instanceId] = { state, tags: { ...tags }, changes };
    this.operations = {
      ...ec2Operations(this.ec2, { ...scenario, now: () => after(startsAt, clock.now) }),
      GetCallerIdentity: () => ({}),
      SendCommand: () => ({ Status: 'Success' }),
    };
  }

  /** @throws {AwsFault} */
  call(api: string, inputs: Readonly<Record<string, any>>): object {
    this.calls.push(api);
    const planned = this.scenario.faults?.[api];
    const fault =
      typeof planned === 'string' ? planned : planned?.[this.calls.filter((name) => name === api).length - 1];
    if (fault !== undefined) throw new AwsFault(fault);
    const operation = this.operations[api];
    if (operation === undefined) throw new Error(`the in-memory EC2 does not support ${api}`);
    try {
      return operation(inputs);
    } catch (error) {
      if (error instanceof Error && '$metadata' in error) throw new AwsFault(error.name, error.message);
      throw error;
    }
  }

  get images() {
    return Object.entries(this.ec2.images).map(
      ([
        id,
        {
          name,
          snapshotIds: [snapshotId],
        },
      ]) => ({
        id,
        name,
        snapshotId,
      }),
    );
  }

  /** By resource. */
  get tags(): ReadonlyMap<string, Tags> {
    return tagsByResource(this.ec2);
  }

  /** The state of the instance after this many seconds. */
  stateAt(seconds: number): string {
    return stateAt(existing(this.ec2, this.scenario.instanceId), after(this.timeline.startsAt, seconds));
  }
}
