import { QUOTAS } from '../../backup/quotas';
import type { Finding } from '../../finding';
import { firstOverlap, type StartWindow } from '../../schedule/overlap';
import { checkTimezone, TimezoneError } from '../../schedule/timezone';
import { CronError } from '../../schedule/cron-problem';
import { found, type Concern, type RuleDescription } from './concern';
import { lifecycleOf } from './lifecycles';
import { readOrganizationsCron } from './organizations-cron';
import { timezoneOf } from './rule-runs';
import { below, child, children, type Section } from './section';
import { plansOf } from './traversal';
import { assignedNumber, assignedText, assignsTrue } from './values';

/** What AWS Backup takes for a rule that says nothing. */
const DEFAULT_START_WINDOW_MINUTES = 480;

const startWindowsOverlap: RuleDescription = {
  name: 'start-windows-overlap',
  severity: 'warning',
  source: 'backupctl',
  summary: 'two rules of one plan whose start windows overlap',
  why: 'for one resource AWS Backup then only runs the rule that keeps longer',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
};

const continuousInTwoVaults: RuleDescription = {
  name: 'continuous-in-two-vaults',
  severity: 'error',
  source: 'backupctl',
  summary: 'two continuous rules of one plan that write into different vaults',
  why: 'a resource can have one continuous backup',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
};

/** Rules of one plan that get in the way of each other. */
export const overlaps: Concern = {
  rules: [startWindowsOverlap, continuousInTwoVaults],
  check: ({ document }, { now }) =>
    plansOf(document)
      // Rules that are too many are refused anyway, and each pair takes milliseconds.
      .flatMap((plan) => pairs(children(child(plan, 'rules')).slice(0, QUOTAS['rules in a plan'])))
      .flatMap(([one, other]) => [...overlap(one, other, now), ...continuousTwice(one, other)]),
};

function overlap(one: Section, other: Section, now: Date): Finding[] {
  const [window, otherWindow] = [startWindow(one), startWindow(other)];
  const both = window && otherWindow && firstOverlap(window, otherWindow, now);
  if (!both) return [];
  const [shorter, longer] = retention(one) < retention(other) ? [one, other] : [other, one];
  return [
    found(startWindowsOverlap, {
      path: below(shorter, 'schedule_expression'),
      message: `the start windows of rules ${shorter.name} and ${longer.name} overlap, first on ${both.first.toISOString()} and ${both.second.toISOString()}: for one resource AWS Backup only runs the one that keeps longer`,
      remedy: 'move one schedule out of the other start window, shorten the window, or give the rule a plan of its own',
    }),
  ];
}

function continuousTwice(one: Section, other: Section): Finding[] {
  const [vault, otherVault] = [one, other].map((rule) => assignedText(rule, 'target_backup_vault_name'));
  const continuous = [one, other].every((rule) => assignsTrue(rule, 'enable_continuous_backup'));
  if (!continuous || vault === undefined || otherVault === undefined || vault === otherVault) return [];
  return [
    found(continuousInTwoVaults, {
      path: below(other, 'target_backup_vault_name'),
      found: otherVault,
      message: `rules ${one.name} and ${other.name} both back up continuously, into vaults ${vault} and ${otherVault}`,
      remedy: `write into vault ${vault} too, or leave continuous out of one of them`,
    }),
  ];
}

/** Undefined for a rule without a schedule that can be read: other rules tell about that. */
function startWindow(rule: Section): StartWindow | undefined {
  const written = assignedText(rule, 'schedule_expression');
  if (written === undefined) return undefined;
  const timezone = timezoneOf(rule);
  const minutes = assignedNumber(rule, 'start_backup_window_minutes');
  try {
    checkTimezone(timezone);
    const { expression } = readOrganizationsCron(written);
    return { expression, timezone, startWindowMinutes: minutes ?? DEFAULT_START_WINDOW_MINUTES };
  } catch (error) {
    if (error instanceof CronError || error instanceof TimezoneError) return undefined;
    throw error;
  }
}

function retention(rule: Section): number {
  return lifecycleOf(rule).deleteAfterDays ?? Number.POSITIVE_INFINITY;
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}
