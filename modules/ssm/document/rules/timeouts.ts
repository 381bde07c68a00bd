import type { Finding } from '../../../../domain/finding';
import type { Step } from '../../../../domain/automation/step';
import { refused, type DocumentRule } from './document-rule';

/** The longest that any action takes: `aws:approve` and `aws:pause` wait for 30 days. */
const LONGEST = 2_592_000;

/** Actions that AWS itself ends earlier, in seconds. Each has a page that says so. */
const LONGEST_OF_ACTION: Readonly<Partial<Record<Step['action'], number>>> = {
  'aws:executeAwsApi': 25,
  'aws:executeScript': 600,
};

/** Actions that wait for something, an hour unless the step says otherwise. */
const WAITING: readonly Step['action'][] = ['aws:waitForAwsResourceProperty', 'aws:changeInstanceState'];

/**
 * Times and attempts are whole and sane, and what waits says for how long.
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
        message: `step ${name} waits, but does not say for how long`,
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
      message: `a step of ${action} takes whole seconds from 1 to ${longest}`,
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
      message: `step ${name} cannot be tried ${maxAttempts} times`,
      remedy: 'write a whole number from 1',
    }),
  ];
}
