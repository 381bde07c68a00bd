import type { Finding } from '../finding';
import { firstOverlap, type Overlap, type StartWindow } from '../schedule/overlap';
import { readSchedule } from '../schedule/read-schedule';
import type { PlacedPlan, PlacedRule, Rule } from './model';
import { QUOTAS } from './quotas';
import { DEFAULT_WINDOWS } from './windows';

/**
 * Of two rules of one plan whose start windows overlap, AWS Backup runs only the one with the longer retention.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
 */
export function startWindowsOverlap(plan: PlacedPlan, now: Date): Finding[] {
  return pairs(plan).flatMap(([first, second]): Finding[] => {
    const overlap = startsOverlap(first.value, second.value, now);
    if (!overlap) return [];
    const [shorter, longer] = retention(first.value) < retention(second.value) ? [first, second] : [second, first];
    const same = retention(first.value) === retention(second.value);
    const survivor = same ? 'one of them' : `${longer.value.name}, which has the longer retention`;
    return [
      {
        rule: 'start-windows-overlap',
        severity: 'error',
        source: 'backupctl',
        path: shorter.at('schedule'),
        found: shorter.value.schedule,
        message: `the start windows of rules ${first.value.name} and ${second.value.name} overlap, first ${momentsOf(overlap)}: AWS Backup runs only ${survivor}`,
        remedy: 'move one schedule out of the other start window, shorten the window, or move the rule to another plan',
      },
    ];
  });
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
export function continuousInTwoVaults(plan: PlacedPlan): Finding[] {
  return pairs(plan).flatMap(([{ value: first }, { value: second, at }]): Finding[] => {
    if (!first.continuous || !second.continuous) return [];
    if (first.vault === undefined || second.vault === undefined || first.vault === second.vault) return [];
    return [
      {
        rule: 'continuous-in-two-vaults',
        severity: 'error',
        source: 'aws',
        path: at('vault'),
        found: second.vault,
        message: `rules ${first.name} and ${second.name} are both continuous, in vaults ${first.vault} and ${second.vault}: a resource can have only one continuous backup`,
        remedy: `use vault ${first.vault} for both, or make one of them not continuous`,
      },
    ];
  });
}

/** Rules over the quota are reported by themselves, and comparing a pair takes milliseconds. */
function pairs({ rules }: PlacedPlan): [PlacedRule, PlacedRule][] {
  const compared = rules.slice(0, QUOTAS['rules in a plan']);
  return compared.flatMap((one, index) =>
    compared.slice(index + 1).map((other): [PlacedRule, PlacedRule] => [one, other]),
  );
}

/** When the start windows of two rules first overlap; undefined if never, or if a rule has no valid schedule. */
export function startsOverlap(first: Starting, second: Starting, now: Date): Overlap | undefined {
  const [window, otherWindow] = [startWindow(first), startWindow(second)];
  return window && otherWindow && firstOverlap(window, otherWindow, now);
}

type Starting = Pick<Rule, 'schedule' | 'timezone' | 'startWindowMinutes'>;

function startWindow(rule: Starting): StartWindow | undefined {
  const schedule = readSchedule(rule);
  return schedule && { ...schedule, startWindowMinutes: rule.startWindowMinutes ?? DEFAULT_WINDOWS.startWindowMinutes };
}

function momentsOf({ first, second }: Overlap): string {
  const [opens, opensToo] = [first.toISOString(), second.toISOString()];
  return opens === opensToo ? `when both open on ${opens}` : `on ${opens} and ${opensToo}`;
}

/** In days: infinite for what is kept forever. */
export function retention({ deleteAfterDays }: { readonly deleteAfterDays?: number | null }): number {
  return deleteAfterDays ?? Number.POSITIVE_INFINITY;
}
