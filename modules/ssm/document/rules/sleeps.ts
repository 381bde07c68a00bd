import { refused, type DocumentRule } from './document-rule';

const LONGEST_SLEEP = 604_799;

const DURATION = /^P(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?$/;

/**
 * A sleep has an ISO 8601 duration of less than seven days.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html
 */
export const sleeps: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap((step) => {
    if (step.action !== 'aws:sleep') return [];
    const seconds = secondsOf(step.inputs.Duration);
    if (seconds !== undefined && seconds > 0 && seconds <= LONGEST_SLEEP) return [];
    return [
      refused('sleep-invalid', 'aws', {
        path: `mainSteps/${step.name}/inputs/Duration`,
        found: step.inputs.Duration,
        message: `a sleep takes 1 to ${LONGEST_SLEEP} seconds, written as an ISO 8601 duration`,
        remedy: 'write a duration such as PT60M, an hour',
      }),
    ];
  });

function secondsOf(duration: string): number | undefined {
  const groups = DURATION.exec(duration)?.groups;
  if (groups === undefined) return undefined;
  const { days = '0', hours = '0', minutes = '0', seconds = '0' } = groups;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
