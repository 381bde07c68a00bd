import type { Notice } from './notice';

/** A backup job of a drill, as it was last seen. */
export interface DrilledJob {
  readonly jobId: string;
  /** As AWS Backup names it, such as `ABORTED`. */
  readonly state: string;
  /** AWS's own words about it; empty when there are none. */
  readonly message: string;
  /** Seconds from the start to the end; undefined when it did not end in time. */
  readonly seconds: number | undefined;
}

/** A notice that came to a queue. */
export interface Arrival {
  readonly notice: Notice;
  /** Seconds since its job ended; how long AWS took to tell. */
  readonly seconds: number;
}

/** A queue that listens to the topic as a subscriber does. */
export interface ListeningQueue {
  /** Who is subscribed with this filter, such as an address; `everything` for the one without a filter. */
  readonly label: string;
  readonly filter: Readonly<Record<string, unknown>> | 'none';
  readonly stopped: Arrival | undefined;
  readonly completed: Arrival | undefined;
}

/** What a drill has seen. */
export interface DrillOutcome {
  readonly accountId: string;
  readonly resourceArn: string;
  /** The job that was stopped. */
  readonly stopped: DrilledJob;
  /** The job that was let complete; undefined when it did not come to that. */
  readonly completed: DrilledJob | undefined;
  /** Takes everything: what does not come here was never published. */
  readonly control: ListeningQueue;
  /** One for each filter of the environment's subscriptions. */
  readonly queues: readonly ListeningQueue[];
}
