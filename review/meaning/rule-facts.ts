import { type Rule, vaultArn } from '../../domain/backup/model';
import { type RuleRuns, ruleRuns } from '../../domain/schedule/rule-runs';
import { runsInYear } from '../../domain/terraform/changes/frequency';
import type { RuleFacts } from './effect';

/** The part of a rule that the facts show. */
export type ShownRule = Pick<Rule, 'name' | 'schedule' | 'timezone' | 'deleteAfterDays' | 'vault' | 'copies'>;

/** When a rule runs after a moment, and what it keeps. */
export function ruleFacts(rule: ShownRule, now: Date): RuleFacts {
  const { schedule, timezone, nextRuns, deleteAfterDays, recoveryPoints } = runsOf(rule, now);
  return {
    schedule,
    timezone,
    nextRuns,
    recoveryPoints,
    deleteAfterDays,
    vault: rule.vault ?? '',
    copies: rule.copies.map((copy) => {
      const kept = copy.deleteAfterDays === undefined ? 'forever' : `for ${copy.deleteAfterDays} days`;
      return `${vaultArn(copy)} ${kept}`;
    }),
  };
}

/** More than an hourly rule keeps in ten years. */
const MOST_COUNTED = 100_000;

/** Counts recovery points one by one, unless that would take too long: then the number is an average. */
function runsOf(rule: ShownRule, now: Date): RuleRuns {
  const perDay = (runsInYear(rule.schedule ?? '', rule.timezone ?? 'UTC', now) ?? 0) / 366;
  const points = Math.round(perDay * (rule.deleteAfterDays ?? 0));
  if (points <= MOST_COUNTED) return ruleRuns(rule, now);
  const { deleteAfterDays = null } = rule;
  return { ...ruleRuns({ ...rule, deleteAfterDays: undefined }, now), deleteAfterDays, recoveryPoints: points };
}
