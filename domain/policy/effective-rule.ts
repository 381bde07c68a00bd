import { archiveNotPossible } from '../backup/archive';
import { coldStorageTooShort, continuousLifecycle } from '../backup/lifecycle';
import type { Lifecycle, Placed, PlacedRule } from '../backup/model';
import { nameNotAllowed } from '../backup/names';
import { completionBeforeStart } from '../backup/windows';
import type { Finding } from '../finding';
import { awsError, type EffectiveError, ourError } from './effective-error';
import type { Place } from './inheritance-place';
import type { RuleSchedules } from './rule-schedule';
import { entriesAt, placeAt } from './setting';

/** A finding, and the places of every setting that it results from. */
interface Judged {
  readonly finding: Finding;
  readonly places: readonly (Place | undefined)[];
}

const DAYS = ['lifecycle/delete_after_days', 'lifecycle/move_to_cold_storage_after_days'];
const ARCHIVE = [...DAYS, 'lifecycle/opt_in_to_archive_for_supported_resources'];

/** Conflicts between settings that AWS reports for effective policies, once per rule and at the path of the rule. */
const CONFLICTS: ReadonlySet<string> = new Set([
  'archive-gap-too-short',
  'archive-without-lifecycle',
  'archive-without-schedule',
  'archive-too-often',
  'continuous-retention',
  'scan-without-settings',
]);

/** Everything wrong with one rule of a merged plan, apart from what is missing. */
export function ruleErrors(rule: PlacedRule, place: Place, plan: Place, schedules: RuleSchedules): EffectiveError[] {
  const judged = [
    ...lifecycles(rule, place),
    ...archives(rule, place, schedules),
    ...continuous(rule, place),
    ...values(rule, place, schedules),
    ...scanWithoutSettings(rule, place, plan),
  ];
  const own = judged.filter(({ finding }) => !CONFLICTS.has(finding.rule));
  return [
    ...own.map(({ finding, places }) => ourError(finding, places)),
    ...[...CONFLICTS].flatMap((name) => {
      const [first, ...more] = judged.filter(({ finding }) => finding.rule === name);
      if (!first) return [];
      const places = [first, ...more].flatMap((one) => one.places);
      return [awsError('CROSS_ATTRIBUTE_VALIDATION', rule.at('name'), first.finding.message, places)];
    }),
  ];
}

/** Every lifecycle of a rule: its own, and those of its copies. */
function owners(
  rule: PlacedRule,
  place: Place,
): { readonly owner: Placed<Lifecycle>; readonly place: Place | undefined }[] {
  const copies = entriesAt(place, 'copy_actions');
  return [
    { owner: { value: rule.value, at: rule.at }, place },
    ...rule.copies.map((owner, index) => ({ owner, place: copies[index]?.[1] })),
  ];
}

/** AWS checks how long a recovery point stays in cold storage only if the archive is opted in. */
function lifecycles(rule: PlacedRule, place: Place): Judged[] {
  return owners(rule, place).flatMap(({ owner: { value, at }, place: own }) =>
    coldStorageTooShort(value, at).map((finding) => ({
      finding: value.archive ? { ...finding, rule: 'archive-gap-too-short' } : finding,
      places: placesAt(own, value.archive ? ARCHIVE : DAYS),
    })),
  );
}

function archives(rule: PlacedRule, place: Place, schedules: RuleSchedules): Judged[] {
  const archived = owners(rule, place).filter(({ owner }) => owner.value.archive);
  const places = [
    ...archived.flatMap(({ place: own }) => placesAt(own, ARCHIVE)),
    placeAt(place, 'schedule_expression'),
  ];
  return archiveNotPossible(rule, schedules.daysBetweenRuns(rule.value)).map((finding) => ({ finding, places }));
}

/** AWS refuses to keep a continuous backup longer than 35 days, but accepts cold storage that is inherited. */
function continuous({ value, at }: PlacedRule, place: Place): Judged[] {
  if (!value.continuous) return [];
  return continuousLifecycle(value, at).map((finding) => ({
    finding,
    places: [
      ...placesAt(place, ['enable_continuous_backup']),
      placeAt(place, finding.path === at('deleteAfterDays') ? DAYS[0] : DAYS[1]),
    ],
  }));
}

function values({ value, at }: PlacedRule, place: Place, schedules: RuleSchedules): Judged[] {
  const settings = (findings: readonly Finding[], ...keys: string[]) =>
    findings.map((finding) => ({ finding, places: placesAt(place, keys) }));
  const vault = value.vault === undefined ? [] : nameNotAllowed('vault', value.vault, at('vault'));
  return [
    ...settings(vault, 'target_backup_vault_name'),
    ...settings(completionBeforeStart(value, at), 'start_backup_window_minutes', 'complete_backup_window_minutes'),
    ...settings(neverRuns(value, at('schedule'), schedules), 'schedule_expression'),
  ];
}

function neverRuns(rule: PlacedRule['value'], path: string, schedules: RuleSchedules): Finding[] {
  if (schedules.nextTwo(rule)?.length !== 0) return [];
  return [
    {
      rule: 'rule-never-runs',
      severity: 'error',
      source: 'backupctl',
      path,
      found: rule.schedule,
      message: `${rule.schedule} has no run after ${schedules.now.toISOString()}`,
      remedy: 'choose days and years in the future',
    },
  ];
}

function scanWithoutSettings({ at }: PlacedRule, place: Place, plan: Place): Judged[] {
  const actions = placeAt(place, 'scan_actions');
  if (actions?.merged === undefined || placeAt(plan, 'scan_settings')?.merged !== undefined) return [];
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
      places: [actions],
    },
  ];
}

function placesAt(place: Place | undefined, keys: readonly string[]): (Place | undefined)[] {
  return keys.map((key) => placeAt(place, key));
}
