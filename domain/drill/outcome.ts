import type { Notice } from './notice';

/** The last known state of a drill's backup job. */
export interface DrilledJob {
  readonly jobId: string;
  /** As AWS Backup names it, such as `ABORTED`. */
  readonly state: string;
  /** AWS's message; empty when there is none. */
  readonly message: string;
  /** Seconds from start to end; undefined when it did not end in time. */
  readonly seconds: number | undefined;
}

/** A notice that reached a queue. */
export interface Arrival {
  readonly notice: Notice;
  /** Seconds between the end of the job and the notice. */
  readonly seconds: number;
}

/** A queue subscribed to the topic with the filter of subscribers. */
export interface ListeningQueue {
  /** The subscribers with this filter, such as an address; `everything` without a filter. */
  readonly label: string;
  readonly filter: Readonly<Record<string, unknown>> | 'none';
  readonly stopped: Arrival | undefined;
  readonly completed: Arrival | undefined;
}

/** The observations of a drill. */
export interface DrillOutcome {
  readonly accountId: string;
  /** Set if the messages are those of the organization, which list jobs of every account (M6).
   * @default - the vault publishes them */
  readonly publisher?: 'organization';
  readonly resourceArn: string;
  /** The job that was stopped. */
  readonly stopped: DrilledJob;
  /** The job that completed; undefined when it was not started. */
  readonly completed: DrilledJob | undefined;
  /** Has no filter: a notice that is missing here was never published. */
  readonly control: ListeningQueue;
  /** One for each filter of the environment's subscriptions. */
  readonly queues: readonly ListeningQueue[];
}
