import { failureMessages } from '../../notifications/failure-messages';
import { FilterPolicyError, lets } from '../../notifications/filter-policy';
import { plain, type Value } from './value';

/** The vault events that can report a failure. */
const EVENTS = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'];

/** The failure messages that the old filter lets through and the new one does not; all of them if a filter cannot be read. */
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
  return filter === undefined || lets(filterPolicy(plain(filter)), attributes);
}

/** The filter as SNS reads it: the model keeps each alternative as text. */
function filterPolicy(filter: unknown): Record<string, unknown> {
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
