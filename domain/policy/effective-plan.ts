import { QUOTAS, quotaExceeded } from '../backup/quotas';
import { awsError, elementsTooFew, keyRequired, ourError, type EffectiveError } from './effective-error';
import { ruleErrors } from './effective-rule';
import type { Place } from './inheritance-place';
import type { RuleSchedules } from './rule-schedule';
import { entriesAt } from './setting';

/**
 * Everything wrong with one plan of a merged policy, in the order of the paths.
 *
 * `aws` is what Organizations was observed to report. That it misses `rules` and a selection's role too is only told by
 * others, and AWS Backup runs nothing without them: `backupctl`.
 */
export function planErrors(plan: Place, path: string, schedules: RuleSchedules): EffectiveError[] {
  const rules = entriesAt(plan, 'rules');
  const errors = [
    ...keyRequired(plan, path, 'regions', 'aws'),
    ...keyRequired(plan, path, 'selections', 'aws'),
    ...keyRequired(plan, path, 'rules', 'backupctl'),
    ...elementsTooFew(plan.entries.get('regions'), `${path}/regions`),
    ...tooManyRules(plan, path, rules.length),
    ...rules.flatMap(([name, rule]) => ruleErrors(rule, `${path}/rules/${name}`, plan, schedules)),
    ...selectionErrors(plan, `${path}/selections`),
    ...entriesAt(plan, 'scan_settings').flatMap(([name, settings]) =>
      elementsTooFew(settings.entries.get('resource_types'), `${path}/scan_settings/${name}/resource_types`),
    ),
  ];
  return errors.toSorted((a, b) => compare(a.path, b.path) || compare(a.code, b.code));
}

function tooManyRules(plan: Place, path: string, count: number): EffectiveError[] {
  const most = QUOTAS['rules in a plan'];
  if (count <= most) return [];
  const message = `${count} rules in a plan, but AWS Backup takes ${most}`;
  return [awsError('ELEMENTS_TOO_MANY', `${path}/rules`, message, [plan.entries.get('rules')])];
}

function selectionErrors(plan: Place, path: string): EffectiveError[] {
  const selections = plan.entries.get('selections');
  const byTags = entriesAt(selections, 'tags');
  const byResources = entriesAt(selections, 'resources');
  const tooMany = quotaExceeded('selections by tags in a plan', byTags.length, `${path}/tags`);
  return [
    ...byTags.flatMap(([name, selection]) => tagSelectionErrors(selection, `${path}/tags/${name}`)),
    ...byResources.flatMap(([name, selection]) => resourceSelectionErrors(selection, `${path}/resources/${name}`)),
    ...tooMany.map((finding) => ourError(finding, [selections?.entries.get('tags')])),
  ];
}

function tagSelectionErrors(selection: Place, path: string): EffectiveError[] {
  return [
    ...keyRequired(selection, path, 'iam_role_arn', 'backupctl'),
    ...keyRequired(selection, path, 'tag_key', 'aws'),
    ...keyRequired(selection, path, 'tag_value', 'aws'),
    ...elementsTooFew(selection.entries.get('tag_value'), `${path}/tag_value`),
  ];
}

/** Conditions alone are enough of a selection; what is not to be selected may be an empty list. */
function resourceSelectionErrors(selection: Place, path: string): EffectiveError[] {
  const selects = ['resource_types', 'not_resource_types', 'conditions'];
  const empty = selects.every((name) => selection.entries.get(name)?.merged === undefined);
  return [
    ...keyRequired(selection, path, 'iam_role_arn', 'backupctl'),
    ...(empty ? keyRequired(selection, path, 'resource_types', 'backupctl') : []),
    ...elementsTooFew(selection.entries.get('resource_types'), `${path}/resource_types`),
  ];
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
