export type Tags = ReadonlyMap<string, string>;

/** An image of this account and region, in any state. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** As EC2 names it, such as `available`. */
  readonly state: string;
  /** ISO 8601; undefined where EC2 does not say. */
  readonly createdAt: string | undefined;
  readonly tags: Tags;
  readonly snapshotIds: readonly string[];
  /** The instance that EC2 says it was made of. */
  readonly sourceInstanceId: string | undefined;
  /** Whether EC2 says that it must not be deregistered. */
  readonly isProtected: boolean;
}

/** A snapshot of this account and region that carries the backup's mark. */
export interface Snapshot {
  readonly id: string;
  readonly description: string;
  /** ISO 8601; undefined where EC2 does not say. */
  readonly startedAt: string | undefined;
  readonly tags: Tags;
}

/** Something that would miss an image or a snapshot. */
export interface Use {
  /** Of the image or the snapshot. */
  readonly id: string;
  /** Who uses it, such as `instance i-1`. */
  readonly by: string;
}

/** What there is in one account and region. */
export interface Inventory {
  /** All of them, not only those of one server: any may share a snapshot. */
  readonly images: readonly Image[];
  /** All that carry the backup's mark. */
  readonly snapshots: readonly Snapshot[];
  readonly uses: readonly Use[];
}
