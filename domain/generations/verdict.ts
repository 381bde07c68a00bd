/** An image or a snapshot, and why it stays or goes. */
export interface Verdict {
  readonly id: string;
  readonly reason: string;
}

/** A snapshot that may go as soon as no image refers to it any more. */
export interface SnapshotVerdict extends Verdict {
  /** The images that have to be gone before; none for one that was left behind. */
  readonly imageIds: readonly string[];
}

/** What becomes of a server's images and snapshots. */
export interface Decision {
  /** The oldest first. */
  readonly images: readonly Verdict[];
  readonly snapshots: readonly SnapshotVerdict[];
  readonly kept: readonly Verdict[];
}
