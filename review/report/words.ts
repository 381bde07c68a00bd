import { fewOf } from '../../domain/few-of';
import { jsonText } from '../../domain/json-object';
import { inDays } from '../../domain/backup/days';
import type { ReviewFinding } from '../finding';
import { SEVERITIES, type Severity } from '../../domain/terraform/changes/severity';
import type { RuleEffect, RuleFacts } from '../meaning/effect';
import type { ReviewSummary } from '../review';

/** `1 critical, 2 high, 0 medium, 0 low; 1 accepted` */
export function countsText({ bySeverity, accepted }: ReviewSummary): string {
  const counts = SEVERITIES.map((severity) => `${bySeverity[severity]} ${severity}`).join(', ');
  return accepted === 0 ? counts : `${counts}; ${accepted} accepted`;
}

/** The result, in a sentence. */
export function verdictText({ findings, failOn, failed }: ReviewSummary): string {
  if (findings === 0) return 'No differences.';
  const at: Readonly<Record<Severity, string>> = {
    critical: 'critical',
    high: 'high or worse',
    medium: 'medium or worse',
    low: 'low or worse',
  };
  return failed
    ? `The review fails: at least one finding is ${at[failOn]}.`
    : `The review passes: no finding is ${at[failOn]}.`;
}

/** `dev, stg, prod · backup` */
export function placeText({ environments, stack }: ReviewFinding): string {
  const place = environments.join(', ') === stack ? '' : stack;
  return printable([environments.join(', '), place].filter((part) => part !== '').join(' · '));
}

/** Text for a terminal, on one line: control characters could hide or forge findings. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}|[\u2028\u2029]/gu, codeOf);
}

function codeOf(sign: string): string {
  return sign === '\n' ? String.raw`\n` : String.raw`\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** A value on one line; a long one is truncated. */
export function valueText(value: unknown, longest: number): string {
  if (value === null) return 'nothing';
  const text = printable(jsonText(value));
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}

/** `test-bk-plan / test-bk-rule at r-ab12 (organizations; 6 accounts: 111111111111, …)` */
export function effectTitle({ plan, rule, target, environments, accounts }: RuleEffect): string {
  const at = target === null ? '' : ` at ${target}`;
  return `${plan} / ${rule}${at} (${environments.join(', ')}; ${accountsText(accounts, target)})`;
}

function accountsText(accounts: readonly string[], target: string | null): string {
  if (accounts.length === 0) return target === null ? 'account unknown' : 'accounts below it are not in the JSON';
  return `${accounts.length === 1 ? 'account' : 'accounts'} ${fewOf(accounts)}`;
}

/** What a rule does, such as `cron(…), next 2026-11-22 06:00, …; vault EC2; kept 30 days; 30 recovery points`. */
export function factsText(facts: RuleFacts | null): string {
  if (facts === null) return 'no such rule';
  const runs =
    facts.nextRuns.length === 0
      ? 'never runs'
      : `next ${facts.nextRuns.map((run) => localTime(run, facts.timezone)).join(', ')} ${facts.timezone}`;
  const kept = facts.deleteAfterDays === null ? 'never expires' : `kept ${inDays(facts.deleteAfterDays)}`;
  const points = facts.recoveryPoints === null ? 'unlimited recovery points' : pointsText(facts.recoveryPoints);
  const copies = facts.copies.length === 0 ? [] : [`copies: ${facts.copies.join(', ')}`];
  return [`${facts.schedule}, ${runs}`, `vault ${facts.vault}`, kept, points, ...copies].join('; ');
}

function localTime(run: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(new Date(run));
}

function pointsText(count: number): string {
  return count === 1 ? '1 recovery point' : `${count} recovery points`;
}
