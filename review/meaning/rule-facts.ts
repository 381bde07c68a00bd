import { type Rule, vaultArn } from '../../domain/backup/model';
import { ruleRuns } from '../../domain/schedule/rule-runs';
import type { RuleFacts } from './effect';

/** The part of a rule that the facts show. */
export type ShownRule = Pick<Rule, 'name' | 'schedule' | 'timezone' | 'deleteAfterDays' | 'vault' | 'copies'>;

/** When a rule runs after a moment, and what it keeps. */
export function ruleFacts(rule: ShownRule, now: Date): RuleFacts {
  const { schedule, timezone, nextRuns, deleteAfterDays, recoveryPoints } = ruleRuns(rule, now);
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
