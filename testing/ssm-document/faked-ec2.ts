import { AwsFault } from '../../domain/automation/request';
import type { VirtualClock } from '../../domain/automation/virtual-clock';

type State = 'pending' | 'running' | 'stopping' | 'stopped' | 'terminated';

/** How the instance and its images behave. Times are seconds. */
export interface Ec2Scenario {
  readonly instanceId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: 'running' | 'stopped';
  readonly stopTakes?: number;
  readonly startTakes?: number;
  /** After it runs, until both status checks are ok. */
  readonly checksTake?: number;
  readonly terminatesAt?: number;
  readonly imageTakes?: number;
  readonly imageEnds?: 'available' | 'failed';
  /**
   * After how many seconds EC2 lists the snapshots of an image.
   * @default 0
   */
  readonly snapshotsListedAfter?: number;
  /** Snapshots come without the tags that were asked for. */
  readonly losesSnapshotTags?: boolean;
  /** The codes of errors, one a call; a text means every call. */
  readonly faults?: Readonly<Record<string, readonly (string | undefined)[] | string>>;
}

interface Image {
  readonly id: string;
  readonly name: string;
  readonly snapshotId: string;
  readonly madeAt: number;
}

type Tags = Record<string, string>;

/** One instance, its images and their snapshots. Each operation answers as its page says. */
export class FakedEc2 {
  readonly calls: string[] = [];
  readonly images: Image[] = [];
  readonly tags = new Map<string, Tags>();
  private state: State;
  private changes: { readonly at: number; readonly state: State }[] = [];
  private okFrom = 0;

  constructor(
    private readonly scenario: Ec2Scenario,
    private readonly clock: VirtualClock,
  ) {
    this.state = scenario.state;
    this.tags.set(scenario.instanceId, { ...scenario.tags });
    if (scenario.terminatesAt !== undefined) this.changes.push({ at: scenario.terminatesAt, state: 'terminated' });
  }

  call(api: string, inputs: Record<string, any>): unknown {
    this.calls.push(api);
    const { faults = {} } = this.scenario;
    const planned = faults[api];
    const nth = this.calls.filter((name) => name === api).length - 1;
    const fault = typeof planned === 'string' ? planned : planned?.[nth];
    if (fault !== undefined) throw new AwsFault(fault);
    const operation = this.operations[api];
    if (operation === undefined) throw new Error(`nothing here knows ${api}`);
    return operation(inputs);
  }

  /** The state now, or when everything that was begun is over. */
  stateAt(time: number): State {
    for (const { at, state } of this.changes.toSorted((a, b) => a.at - b.at)) {
      if (at <= time && this.state !== 'terminated') this.state = state;
    }
    this.changes = this.changes.filter(({ at }) => at > time);
    return this.state;
  }

  private readonly operations: Readonly<Record<string, (inputs: Record<string, any>) => unknown>> = {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
    DescribeTags: ({ Filters }) => {
      const ids = filter(Filters, 'resource-id');
      const keys = filter(Filters, 'key');
      const entries = ids.flatMap((id) => Object.entries(this.tags.get(id) ?? {}));
      return { Tags: entries.filter(([key]) => keys.includes(key)).map(([Key, Value]) => ({ Key, Value })) };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
    DescribeInstances: ({ InstanceIds }) => {
      for (const id of InstanceIds) {
        if (!/^i-[0-9a-f]+$/.test(id)) throw new AwsFault('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
      }
      return { Reservations: [{ Instances: [{ State: { Name: this.stateAt(this.clock.now) } }] }] };
    },
    /** Lists running instances only. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
    DescribeInstanceStatus: () => {
      if (this.stateAt(this.clock.now) !== 'running') return { InstanceStatuses: [] };
      const Status = this.clock.now >= this.okFrom ? 'ok' : 'initializing';
      return { InstanceStatuses: [{ InstanceStatus: { Status }, SystemStatus: { Status } }] };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
    StopInstances: () => {
      const state = this.stateAt(this.clock.now);
      if (state === 'terminated') throw new AwsFault('IncorrectInstanceState');
      if (state === 'running' || state === 'pending') this.change('stopping', 'stopped', this.scenario.stopTakes ?? 60);
      return {};
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
    StartInstances: () => {
      const state = this.stateAt(this.clock.now);
      if (state === 'terminated' || state === 'stopping') throw new AwsFault('IncorrectInstanceState');
      if (state === 'stopped') {
        const { startTakes = 30, checksTake = 120 } = this.scenario;
        this.change('pending', 'running', startTakes);
        this.okFrom = this.clock.now + startTakes + checksTake;
      }
      return {};
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html */
    CreateImage: ({ InstanceId, Name, TagSpecifications = [] }) => {
      const state = this.stateAt(this.clock.now);
      if (state !== 'running' && state !== 'stopped') throw new AwsFault('IncorrectState');
      if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(Name)) throw new AwsFault('InvalidAMIName.Malformed');
      if (this.images.some(({ name }) => name === Name)) throw new AwsFault('InvalidAMIName.Duplicate');
      const number = String(this.images.length + 1).padStart(17, '0');
      const image = { id: `ami-${number}`, name: Name, snapshotId: `snap-${number}`, madeAt: this.clock.now };
      this.images.push(image);
      this.tagNew(image, TagSpecifications);
      if (InstanceId !== this.scenario.instanceId) throw new Error('an image of another instance');
      return { ImageId: image.id };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
    DescribeImages: ({ ImageIds, Filters = [] }) => {
      const ids: unknown[] = ImageIds ?? filter(Filters, 'image-id');
      return { Images: this.images.filter(({ id }) => ids.includes(id)).map((image) => this.describe(image)) };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
    DescribeSnapshots: ({ Filters }) => {
      const [pattern = ''] = filter(Filters, 'description');
      const found = this.images.filter((image) => pattern === `*${image.id}*` && this.listsSnapshots(image));
      return { Snapshots: found.map(({ snapshotId }) => ({ SnapshotId: snapshotId, State: 'pending' })) };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
    CreateTags: ({ Resources, Tags }) => {
      for (const id of Resources) this.tag(id, Tags);
      return {};
    },
    GetCallerIdentity: () => ({}),
    SendCommand: () => ({ Status: 'Success' }),
  };

  private change(now: State, then: State, after: number): void {
    this.state = now;
    this.changes = [
      ...this.changes.filter(({ state }) => state === 'terminated'),
      { at: this.clock.now + after, state: then },
    ];
  }

  private tagNew({ id, snapshotId }: Image, specifications: { ResourceType: string; Tags: unknown[] }[]): void {
    for (const { ResourceType, Tags } of specifications) {
      if (ResourceType === 'image') this.tag(id, Tags);
      if (ResourceType === 'snapshot' && this.scenario.losesSnapshotTags !== true) this.tag(snapshotId, Tags);
    }
  }

  private tag(id: string, tags: any[]): void {
    this.tags.set(id, { ...this.tags.get(id), ...Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) });
  }

  private describe(image: Image): unknown {
    const SnapshotId = this.listsSnapshots(image) ? { SnapshotId: image.snapshotId } : {};
    return { ImageId: image.id, State: this.imageState(image), BlockDeviceMappings: [{ Ebs: SnapshotId }] };
  }

  private imageState({ madeAt }: Image): string {
    const { imageTakes = 300, imageEnds = 'available' } = this.scenario;
    return this.clock.now >= madeAt + imageTakes ? imageEnds : 'pending';
  }

  private listsSnapshots({ madeAt }: Image): boolean {
    return this.clock.now >= madeAt + (this.scenario.snapshotsListedAfter ?? 0);
  }
}

/** EC2 takes no filter without values. */
function filter(filters: { Name: string; Values: string[] }[], name: string): string[] {
  const values = filters.find(({ Name }) => Name === name)?.Values ?? [];
  if (values.length === 0) throw new AwsFault('InvalidParameterValue');
  return values;
}
