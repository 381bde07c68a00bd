import { WITH_ISSUES } from '../backup-events/cause';
import type { MessageAttributes } from './filter-policy';

/** A message about a failure, as a topic receives it. */
export interface FailureMessage {
  readonly description: string;
  readonly attributes: MessageAttributes;
}

/** The failures that every account's events report (M6), with the states in their messages. */
const MEMBER_JOBS = ['backup', 'copy', 'restore'];
const MEMBER_STATES = ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL', WITH_ISSUES];

/** Alarms and the checks of the SSM backup have no attributes (S1, S6, S9). */
const WITHOUT_STATE: FailureMessage = {
  description: 'an alarm or a failed SSM backup, which carries no State',
  attributes: {},
};

/** The failures that a vault's events report, with the states in their messages. */
const FAILED_STATES: ReadonlyMap<string, { readonly job: string; readonly states: readonly string[] }> = new Map(
  Object.entries({
    BACKUP_JOB_COMPLETED: { job: 'backup', states: ['FAILED', 'ABORTED', 'EXPIRED'] },
    COPY_JOB_FAILED: { job: 'copy', states: ['FAILED'] },
    RESTORE_JOB_COMPLETED: { job: 'restore', states: ['FAILED', 'ABORTED'] },
  }),
);

/**
 * Every failure message that subscribers must receive when vaults send these events (N4).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export function failureMessages(events: readonly string[], accountId: string): FailureMessage[] {
  const ofJobs = events.flatMap((event) => {
    const { job, states } = FAILED_STATES.get(event) ?? { job: '', states: [] };
    return states.map((state) => ({
      description: `a ${job} job that ended as ${state}`,
      attributes: { State: state, EventType: `${job.toUpperCase()}_JOB`, AccountId: accountId },
    }));
  });
  return [WITHOUT_STATE, ...ofJobs];
}

/**
 * Every failure message of the organization's topic (M6). One message lists jobs of several accounts, so it names none in an
 * attribute.
 */
export function memberFailureMessages(): FailureMessage[] {
  const ofJobs = MEMBER_JOBS.flatMap((job) =>
    MEMBER_STATES.map((state) => ({
      description: `a ${job} job that ended as ${state}`,
      attributes: { State: state, EventType: `${job.toUpperCase()}_JOB` },
    })),
  );
  return [{ description: 'an alarm or a changed setting, which carries no State', attributes: {} }, ...ofJobs];
}
