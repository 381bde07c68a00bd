import { type Finding, refusal } from '../finding';

/** The number of automations that a window runs at once (S8): the default quota of Systems Manager. */
export const MOST_AT_ONCE = 100;

/** When a window starts automations. */
export interface WindowHours {
  readonly name: string;
  readonly durationHours: number;
  /** How long before its end the window stops starting automations. */
  readonly cutoffHours: number;
}

/** How long the automation of one instance takes at most, until its image is available and older ones are pruned. */
const HOURS_PER_INSTANCE = 4;

/**
 * Reports a group with more instances than the window certainly starts: others start only when an automation ends. Nothing
 * else reports an instance whose automation has not started.
 * @see https://docs.aws.amazon.com/general/latest/gr/ssm.html for the quota
 */
export function windowCapacityFindings(
  { name, durationHours, cutoffHours }: WindowHours,
  instances: number,
): Finding[] {
  const hours = durationHours - cutoffHours;
  const most = MOST_AT_ONCE * Math.ceil(hours / HOURS_PER_INSTANCE);
  if (instances <= most) return [];
  return [
    refusal({
      rule: 'window-too-small',
      path: name,
      message: `the group has ${instances} instances, but the window backs up ${MOST_AT_ONCE} at once and starts none after ${hours} ${hours === 1 ? 'hour' : 'hours'}: only ${most} certainly have a backup`,
      remedy: `leave at most ${most} instances in the group and back up the others with a plan, or open the window for longer`,
    }),
  ];
}
