import { AwsFault, type AutomationRequest, type InvocationResult } from '../automation/request';
import type { VirtualClock } from '../automation/virtual-clock';
import { isObject, type JsonObject } from '../json-object';

/** One instance, and how AWS behaves while a document backs it up. */
export interface Situation {
  readonly name: string;
  readonly state: 'running' | 'stopped';
  /** By key; a missing tag is missing. */
  readonly tags: Readonly<Record<string, string>>;
  /** An API that fails, and how often. @default - none */
  readonly fault?: { readonly api: string; readonly times: number };
  /** @default available */
  readonly imageEnds?: 'available' | 'failed' | 'pending';
  /** @default - it succeeds */
  readonly pruneFails?: true;
  readonly cancelledAt?: number;
  /** Whether the document must refuse the instance for its tags. */
  readonly isRefused?: true;
}

export const INSTANCE = 'i-0123456789abcdef0';
const [IMAGE, SNAPSHOT] = ['ami-0123456789abcdef0', 'snap-0123456789abcdef0'];
const [SECONDS_TO_STOP, SECONDS_TO_START, SECONDS_TO_IMAGE] = [60, 30, 600];

/** A wait of three hours polls 360 times. */
const MOST_REQUESTS = 5000;

/** An account with this instance: it answers the requests of an execution, and records what happened. */
export class SimulatedInstance {
  /** What the document did that it must not do. */
  readonly wrongs = new Set<string>();
  private readonly imageTags = new Map<string, Map<string, string>>();
  /** Names of functions. */
  readonly invoked = new Set<string>();
  imagedAt: number | undefined;
  prunes = 0;
  private requests = 0;
  private readonly counts = new Map<string, number>();
  /** The state after a time. */
  private next: { readonly state: 'running' | 'stopped'; readonly at: number };

  constructor(
    private readonly situation: Situation,
    private readonly clock: VirtualClock,
  ) {
    this.next = { state: situation.state, at: 0 };
  }

  /** Whether the instance ran, and its tag allows the document to stop it. */
  private get mayStop(): boolean {
    return this.situation.state === 'running' && this.situation.tags['BackupEC2StopStart'] === 'true';
  }

  get finalState(): string {
    return this.next.state;
  }

  get isTagged(): boolean {
    return [IMAGE, SNAPSHOT].every((id) => {
      const tags = this.imageTags.get(id);
      return tags?.get('Name') === this.situation.tags['Name'] && tags?.get('AutoBackup') === 'true';
    });
  }

  get imageState(): string {
    if (this.imagedAt === undefined) return 'missing';
    return this.clock.now < this.imagedAt + SECONDS_TO_IMAGE ? 'pending' : (this.situation.imageEnds ?? 'available');
  }

  answer(request: AutomationRequest): unknown {
    if (++this.requests > MOST_REQUESTS) throw new Error('the execution does not end');
    if (request.kind === 'action') return {};
    if (request.kind === 'invoke') {
      this.invoked.add(request.functionName);
      return this.prune();
    }
    const { api, inputs } = request;
    const count = (this.counts.get(api) ?? 0) + 1;
    this.counts.set(api, count);
    const { fault } = this.situation;
    if (fault?.api === api && count <= fault.times) throw new AwsFault('InternalError');
    return this.call(api, inputs);
  }

  private get tags(): { readonly Key: string; readonly Value: string }[] {
    return Object.entries(this.situation.tags).map(([Key, Value]) => ({ Key, Value }));
  }

  private get state(): string {
    if (this.clock.now >= this.next.at) return this.next.state;
    return this.next.state === 'stopped' ? 'stopping' : 'pending';
  }

  private call(api: string, inputs: JsonObject): unknown {
    switch (api) {
      case 'DescribeTags': {
        const filters = listOf(inputs['Filters']).filter(isObject);
        const keys = filters.filter(({ Name }) => Name === 'key').flatMap(({ Values }) => textsIn(Values));
        const found = this.tags.filter(({ Key }) => keys.length === 0 || keys.includes(Key));
        return { Tags: found };
      }
      case 'DescribeInstances':
        if (textsIn(inputs['InstanceIds']).some((id) => id !== INSTANCE))
          throw new AwsFault('InvalidInstanceID.Malformed');
        return {
          Reservations: [
            {
              Instances: [
                {
                  InstanceId: INSTANCE,
                  State: { Name: this.state },
                  Tags: this.tags,
                },
              ],
            },
          ],
        };
      case 'DescribeInstanceStatus': {
        const ok = { Status: 'ok' };
        return { InstanceStatuses: this.state === 'running' ? [{ InstanceStatus: ok, SystemStatus: ok }] : [] };
      }
      case 'StopInstances':
        if (!this.mayStop) this.wrongs.add('stops an instance that it must not stop');
        return this.become('stopped', SECONDS_TO_STOP);
      case 'StartInstances':
        if (this.state === 'stopping') throw new AwsFault('IncorrectInstanceState');
        if (this.situation.state === 'stopped') this.wrongs.add('starts an instance that was stopped before');
        return this.become('running', SECONDS_TO_START);
      case 'CreateImage':
        return this.createImage(inputs);
      case 'DescribeSnapshots':
        return { Snapshots: this.imagedAt === undefined ? [] : [{ SnapshotId: SNAPSHOT, State: 'pending' }] };
      case 'DescribeImages':
        return { Images: this.imagedAt === undefined ? [] : [{ ImageId: IMAGE, State: this.imageState }] };
      case 'CreateTags':
        for (const id of textsIn(inputs['Resources'])) this.tag(id, inputs['Tags']);
        return {};
      default:
        return {};
    }
  }

  private become(state: 'running' | 'stopped', seconds: number): object {
    if (this.next.state !== state) this.next = { state, at: this.clock.now + seconds };
    return {};
  }

  private createImage(inputs: JsonObject): object {
    if (this.mayStop && this.state !== 'stopped') this.wrongs.add('images an instance that has not stopped');
    if (this.state === 'running' && inputs['NoReboot'] !== true) this.wrongs.add('reboots a running instance');
    this.imagedAt = this.clock.now;
    for (const specification of listOf(inputs['TagSpecifications']).filter(isObject)) {
      this.tag(specification['ResourceType'] === 'image' ? IMAGE : SNAPSHOT, specification['Tags']);
    }
    return { ImageId: IMAGE };
  }

  private tag(id: string, tags: unknown): void {
    const known = this.imageTags.get(id) ?? new Map<string, string>();
    for (const { Key, Value } of listOf(tags).filter(isObject)) known.set(String(Key), String(Value));
    this.imageTags.set(id, known);
  }

  private prune(): InvocationResult {
    this.prunes++;
    if (this.imageState !== 'available') this.wrongs.add('prunes before the new image is available');
    if (this.mayStop && this.next.state !== 'running') this.wrongs.add('prunes before the instance has been started');
    return this.situation.pruneFails
      ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"Error","errorMessage":"x"}', seconds: 2 }
      : { StatusCode: 200, Payload: '{"deleted":[],"kept":[],"failed":[]}', seconds: 20 };
  }
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat(Infinity);
}

function textsIn(value: unknown): string[] {
  return listOf(value).map(String);
}
