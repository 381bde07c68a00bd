import { nameNotAllowed } from '../backup/names';
import { quotaExceeded } from '../backup/quotas';
import { completionBeforeStart } from '../backup/windows';
import { awsError, elementsTooFew, keyRequired, ourError, type EffectiveError } from './effective-error';
import { judgeContinuous, judgeLifecycle, type Conflict } from './effective-lifecycle';
import type { Place } from './inheritance-place';
import type { RuleSchedules } from './rule-schedule';
import { entriesAt, numberAt, textAt } from './setting';

const WINDOWS = {
  startWindowMinutes: 'start_backup_window_minutes',
  completionWindowMinutes: 'complete_backup_window_minutes',
} as const;

/** Everything wrong with one rule of a merged plan. */
export function ruleErrors(rule: Place, path: string, plan: Place, schedules: RuleSchedules): EffectiveError[] {
  const schedule = rule.entries.get('schedule_expression');
  const timezone = textAt(rule, 'schedule_expression_timezone');
  const daysBetweenRuns = schedules.daysBetweenRuns(textAt(rule, 'schedule_expression'), timezone);
  const around = { schedule, daysBetweenRuns };
  const copies = entriesAt(rule, 'copy_actions');
  const judged = [
    judgeContinuous(rule, path),
    judgeLifecycle(rule.entries.get('lifecycle'), `${path}/lifecycle`, around),
    ...copies.map(([name, copy]) =>
      judgeLifecycle(copy.entries.get('lifecycle'), `${path}/copy_actions/${name}/lifecycle`, around),
    ),
  ];
  const conflicts = [...judged.flatMap((of) => of.conflicts), ...scanWithoutSettings(rule, plan)];
  return [
    ...keyRequired(rule, path, 'target_backup_vault_name', 'aws'),
    ...crossAttributeErrors(conflicts, path),
    ...judged.flatMap(({ errors }) => errors),
    ...copies.flatMap(([name, copy]) =>
      keyRequired(copy, `${path}/copy_actions/${name}`, 'target_backup_vault_arn', 'backupctl'),
    ),
    ...listErrors(rule, path),
    ...valueErrors(rule, path),
    ...neverRuns(rule, path, schedules),
  ];
}

/** One error for each conflict of a rule, at the path of the rule, whether the rule or its copies have it. */
function crossAttributeErrors(conflicts: readonly Conflict[], path: string): EffectiveError[] {
  const withName = (name: string) => conflicts.filter((conflict) => conflict.name === name);
  const distinct = conflicts.filter((conflict) => withName(conflict.name)[0] === conflict);
  return distinct.map(({ name, message }) => {
    const places = withName(name).flatMap((conflict) => conflict.places);
    return awsError('CROSS_ATTRIBUTE_VALIDATION', path, message, places);
  });
}

function scanWithoutSettings(rule: Place, plan: Place): Conflict[] {
  const actions = rule.entries.get('scan_actions');
  if (actions?.merged === undefined || plan.entries.get('scan_settings')?.merged !== undefined) return [];
  const message = 'recovery points are to be scanned for malware, but the plan has no scan_settings';
  return [{ name: 'scan-without-settings', message, places: [actions] }];
}

function listErrors(rule: Place, path: string): EffectiveError[] {
  const types = rule.entries.get('index_actions')?.entries.get('resource_types');
  const [copies, tags] = [rule.entries.get('copy_actions'), rule.entries.get('recovery_point_tags')];
  return [
    ...elementsTooFew(types, `${path}/index_actions/resource_types`),
    ...quotaExceeded('copies in a rule', entriesAt(rule, 'copy_actions').length, `${path}/copy_actions`).map(
      (finding) => ourError(finding, [copies]),
    ),
    ...quotaExceeded(
      'tags on a recovery point',
      entriesAt(rule, 'recovery_point_tags').length,
      `${path}/recovery_point_tags`,
    ).map((finding) => ourError(finding, [tags])),
  ];
}

function valueErrors(rule: Place, path: string): EffectiveError[] {
  const vault = textAt(rule, 'target_backup_vault_name');
  const vaultFindings = vault === undefined ? [] : nameNotAllowed('vault', vault, `${path}/target_backup_vault_name`);
  const windows = completionBeforeStart({
    at: (setting) => `${path}/${WINDOWS[setting]}`,
    startWindowMinutes: numberAt(rule, WINDOWS.startWindowMinutes),
    completionWindowMinutes: numberAt(rule, WINDOWS.completionWindowMinutes),
  });
  return [
    ...vaultFindings.map((finding) => ourError(finding, [rule.entries.get('target_backup_vault_name')])),
    ...windows.map((finding) =>
      ourError(
        finding,
        Object.values(WINDOWS).map((name) => rule.entries.get(name)),
      ),
    ),
  ];
}

function neverRuns(rule: Place, path: string, schedules: RuleSchedules): EffectiveError[] {
  const expression = textAt(rule, 'schedule_expression');
  if (expression === undefined) return [];
  const runs = schedules.nextTwo(expression, textAt(rule, 'schedule_expression_timezone'));
  if (runs === undefined || runs.length > 0) return [];
  return [
    ourError(
      {
        rule: 'rule-never-runs',
        severity: 'error',
        source: 'backupctl',
        path: `${path}/schedule_expression`,
        found: expression,
        message: `${expression} has no run after ${schedules.now.toISOString()}`,
        remedy: 'write a schedule that comes round again',
      },
      [rule.entries.get('schedule_expression')],
    ),
  ];
}
