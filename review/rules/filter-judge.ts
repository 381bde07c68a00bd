import { failureMessages } from '../../domain/notifications/failure-messages';
import { FilterPolicyError, lets } from '../../domain/notifications/filter-policy';
import { plain, type Value } from '../model/value';

/** Every event of a vault that can tell a failure. */
const EVENTS = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'];

/** The failures that a filter let through and no longer does; all, where it cannot be read. */
export function failuresLost(
  before: Value | undefined,
  after: Value | undefined,
  account: string | undefined,
): string[] {
  const messages = failureMessages(EVENTS, account ?? '');
  try {
    return messages
      .filter(({ attributes }) => passes(before, attributes) && !passes(after, attributes))
      .map(({ description }) => description);
  } catch (error) {
    if (error instanceof FilterPolicyError) return messages.map(({ description }) => description);
    throw error;
  }
}

function passes(filter: Value | undefined, attributes: Readonly<Record<string, string>>): boolean {
  return filter === undefined || lets(written(plain(filter)), attributes);
}

/** Alternatives stand as texts in the model: as SNS reads them again. */
function written(filter: unknown): Record<string, unknown> {
  if (typeof filter !== 'object' || filter === null) throw new FilterPolicyError('not a filter policy');
  return Object.fromEntries(
    Object.entries(filter).map(([name, choices]) => [
      name,
      Array.isArray(choices) ? choices.map((choice: unknown) => choiceOf(choice)) : choices,
    ]),
  );
}

function choiceOf(choice: unknown): unknown {
  return typeof choice === 'string' && /^[[{]/.test(choice) ? JSON.parse(choice) : choice;
}
