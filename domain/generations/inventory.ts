export type Tags = ReadonlyMap<string, string>;

/** An image of this account and region, in any state. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** As EC2 names it, such as `available`. */
  readonly state: string;
  /** ISO 8601; undefined when EC2 does not report it. */
  readonly createdAt: string | undefined;
  readonly tags: Tags;
  readonly snapshotIds: readonly string[];
  /** The instance that EC2 created it from. EC2 reports it only for images of CreateImage. */
  readonly sourceInstanceId: string | undefined;
  /** The image that EC2 copied, or that the source instance was launched from. */
  readonly sourceImageId: string | undefined;
  /** Whether EC2 reports deregistration protection. */
  readonly isProtected: boolean;
}

/** A snapshot of this account and region that has the tag of the SSM backup. */
export interface Snapshot {
  readonly id: string;
  readonly description: string;
  /** ISO 8601; undefined when EC2 does not report it. */
  readonly startedAt: string | undefined;
  readonly tags: Tags;
}

/** A use of an image or a snapshot. */
export interface Use {
  /** Of the image or the snapshot. */
  readonly id: string;
  /** The user, such as `instance i-1`. */
  readonly by: string;
}

/** The images and snapshots of one account and region. */
export interface Inventory {
  /** All of them, not only those of one server: any can share a snapshot. */
  readonly images: readonly Image[];
  /** All with the tag of the SSM backup. */
  readonly snapshots: readonly Snapshot[];
  readonly uses: readonly Use[];
}
