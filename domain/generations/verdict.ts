/** An image or a snapshot, and why it is kept or deleted. */
export interface Verdict {
  readonly id: string;
  readonly reason: string;
}

/** A snapshot that can be deleted when no image uses it. */
export interface SnapshotVerdict extends Verdict {
  /** The images to deregister first; none for a snapshot whose image no longer exists. */
  readonly imageIds: readonly string[];
}

/** The decision on a server's images and snapshots. */
export interface Decision {
  /** Oldest first. */
  readonly images: readonly Verdict[];
  readonly snapshots: readonly SnapshotVerdict[];
  readonly kept: readonly Verdict[];
}
