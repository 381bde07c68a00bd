/** An API operation, which changes the state, or throws an error of the SDK. */
export type Operation = (input: Readonly<Record<string, any>>) => object;
export type Operations = Readonly<Record<string, Operation>>;

export type Tags = Record<string, string>;

/** The resources of one region, by ID, in the order in which they were created. Tests read and change them. */
export interface Ec2State {
  readonly instances: Record<string, Ec2Instance>;
  readonly images: Record<string, Ec2Image>;
  readonly snapshots: Record<string, Ec2Snapshot>;
  /** The versions of each launch template. */
  readonly templates: Record<string, readonly { readonly ImageId?: string; readonly snapshotId?: string }[]>;
  /** The value of each parameter, by its reference (`resolve:ssm:…`). */
  readonly parameters: Record<string, string>;
  readonly subnets: readonly { readonly SubnetId: string; readonly [property: string]: unknown }[];
  readonly networkInterfaces: readonly { readonly SubnetId: string; readonly [property: string]: unknown }[];
}

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'stopping' | 'stopped' | 'terminated';

export interface Ec2Instance {
  /** The state until the first of the changes. */
  readonly state: InstanceState;
  readonly changes?: readonly { readonly at: Date; readonly state: InstanceState }[];
  /** @default now, when it runs */
  readonly statusChecksPassAt?: Date;
  readonly imageId?: string;
  readonly tags?: Tags;
}

export interface Ec2Image {
  readonly name: string;
  readonly createdAt: Date;
  readonly snapshotIds: readonly string[];
  readonly tags: Tags;
  /** @default available */
  readonly state?: string;
  /** Until then, the image is pending. */
  readonly pendingUntil?: Date;
  /** Any text refuses the deregistration. EC2 does not list every reason in advance. */
  readonly protection?: string;
  readonly SourceImageId?: string;
  readonly SourceImageRegion?: string;
  readonly SourceInstanceId?: string;
}

export interface Ec2Snapshot {
  readonly description: string;
  readonly startedAt: Date;
  readonly tags: Tags;
  readonly isLocked?: boolean;
  /** From then on, EC2 lists the snapshot. */
  readonly listedFrom?: Date;
}

/** How EC2 behaves. Times are seconds. */
export interface Ec2Behavior {
  readonly now?: () => Date;
  readonly stopTakes?: number;
  readonly startTakes?: number;
  /** From the running state until both status checks pass. */
  readonly checksTake?: number;
  readonly imageTakes?: number;
  readonly imageEnds?: 'available' | 'failed';
  readonly snapshotsListedAfter?: number;
  /** New snapshots do not get the requested tags. */
  readonly losesSnapshotTags?: boolean;
}

export function ec2State(changes: Partial<Ec2State> = {}): Ec2State {
  return {
    instances: {},
    images: {},
    snapshots: {},
    templates: {},
    parameters: {},
    subnets: [],
    networkInterfaces: [],
    ...changes,
  };
}

export function after(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}
