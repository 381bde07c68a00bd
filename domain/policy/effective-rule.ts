import type { PlacedPlan, PlacedRule } from '../backup/model';
import { nameNotAllowed } from '../backup/names';
import type { Judged } from '../backup/plan-check';
import type { Finding } from '../finding';
import type { Place } from './inheritance-place';
import type { RuleSchedules } from './rule-schedule';
import { placeAt } from './setting';

/** What is wrong with the rules of a merged plan, and is judged in another way in a policy by itself. */
export function judgeMergedRules({ rules }: PlacedPlan, plan: Place, schedules: RuleSchedules): Judged[] {
  return rules.flatMap((rule) => [
    ...[...vaultName(rule), ...neverRuns(rule, schedules)].map((finding) => ({ finding, from: [finding.path] })),
    ...scanWithoutSettings(rule, plan),
  ]);
}

function vaultName({ value: { vault }, at }: PlacedRule): Finding[] {
  return vault === undefined ? [] : nameNotAllowed('vault', vault, at('vault'));
}

function neverRuns({ value: rule, at }: PlacedRule, schedules: RuleSchedules): Finding[] {
  if (schedules.nextTwo(rule)?.length !== 0) return [];
  return [
    {
      rule: 'rule-never-runs',
      severity: 'error',
      source: 'backupctl',
      path: at('schedule'),
      found: rule.schedule,
      message: `${rule.schedule} has no run after ${schedules.now.toISOString()}`,
      remedy: 'choose days and years in the future',
    },
  ];
}

function scanWithoutSettings({ value: { name }, at }: PlacedRule, plan: Place): Judged[] {
  const actions = `rules/${name}/scan_actions`;
  if (placeAt(plan, actions)?.merged === undefined || placeAt(plan, 'scan_settings')?.merged !== undefined) return [];
  return [
    {
      finding: {
        rule: 'scan-without-settings',
        severity: 'error',
        source: 'aws',
        path: at('name'),
        message: 'the rule scans recovery points for malware, but the plan has no scan_settings',
        remedy: 'add scan_settings to the plan',
      },
      from: [`${at('name')}/scan_actions`],
    },
  ];
}
