import type { Finding } from '../../../../domain/finding';
import type { Step } from '../../../../domain/automation/step';
import { refused, type DocumentRule } from './document-rule';

/** The longest timeout of any action: `aws:approve` and `aws:pause` wait for 30 days. */
const LONGEST = 2_592_000;

/** Actions with a shorter limit, in seconds, from the page of each. */
const LONGEST_OF_ACTION: Readonly<Partial<Record<Step['action'], number>>> = {
  'aws:executeAwsApi': 25,
  'aws:executeScript': 600,
};

/** Actions that wait for a state: an hour unless the step sets a timeout. */
const WAITING: readonly Step['action'][] = ['aws:waitForAwsResourceProperty', 'aws:changeInstanceState'];

/**
 * Timeouts and attempts are whole numbers within AWS's limits, and a step that waits sets its timeout.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html
 */
export const timeouts: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap((step) => [...timeout(step), ...attempts(step)]);

function timeout({ name, action, timeoutSeconds }: Step): Finding[] {
  const path = `mainSteps/${name}/timeoutSeconds`;
  if (timeoutSeconds === undefined) {
    if (!WAITING.includes(action)) return [];
    return [
      refused('timeout-missing', 'backupctl', {
        path,
        message: `step ${name} waits, but has no timeout`,
        remedy: 'write timeoutSeconds',
      }),
    ];
  }
  const longest = LONGEST_OF_ACTION[action] ?? LONGEST;
  if (Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= longest) return [];
  return [
    refused('timeout-invalid', 'aws', {
      path,
      found: timeoutSeconds,
      message: `a step of ${action} accepts whole seconds from 1 to ${longest}`,
      remedy: `write 1 to ${longest}`,
    }),
  ];
}

function attempts({ name, maxAttempts }: Step): Finding[] {
  if (maxAttempts === undefined || (Number.isInteger(maxAttempts) && maxAttempts >= 1)) return [];
  return [
    refused('attempts-invalid', 'aws', {
      path: `mainSteps/${name}/maxAttempts`,
      found: maxAttempts,
      message: `step ${name} cannot have ${maxAttempts} attempts`,
      remedy: 'write a whole number of 1 or more',
    }),
  ];
}
