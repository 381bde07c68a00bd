import { CONDITION_PREFIX } from '../../backup/condition-key';
import { CONDITION_OPERATORS } from '../../backup/selection-terms';
import { defined } from '../../defined';
import type { PolicyCondition, PolicyConditions, ResourceSelection, TagSelection } from '../document';
import { CONDITION_KEYS } from '../placed-selection';
import { NotTyped, type Section } from './section';
import { bare, list, single, text, unlessNone } from './setting';

const ROLE_PREFIX = 'arn:aws:iam::$account:role/';

/** A role by its name in every account; any other ARN stays whole. */
export function roleName(arn: string): string | undefined {
  if (!arn.startsWith('arn:')) return undefined;
  const name = arn.startsWith(ROLE_PREFIX) ? arn.slice(ROLE_PREFIX.length) : arn;
  return name.startsWith('arn:') && name !== arn ? undefined : name;
}

/** The inverse of `serializeTagSelection`. */
export function tagSelectionIn(section: Section, name: string): TagSelection {
  const key = single(section, 'tag_key', text);
  const values = list(section, 'tag_value');
  if (key === undefined || values === undefined) throw new NotTyped(section.path, 'it has no tag_key or no tag_value');
  return { ...commonIn(section, name), tag: { key, values } };
}

/** The inverse of `serializeResourceSelection`. */
export function resourceSelectionIn(section: Section, name: string): ResourceSelection {
  return defined({
    ...commonIn(section, name),
    resources: list(section, 'resource_types'),
    notResources: list(section, 'not_resource_types'),
  });
}

function commonIn(section: Section, name: string) {
  return defined({
    name,
    allowedForChildren: section.allowed(),
    role: single(section, 'iam_role_arn', roleName),
    conditions: section.object('conditions', conditionsIn),
  });
}

function conditionsIn(section: Section): PolicyConditions {
  const byOperator = CONDITION_OPERATORS.map((operator) => [
    operator,
    unlessNone(section.object(CONDITION_KEYS[operator], (conditions) => conditions.named(conditionIn))),
  ]);
  return defined(Object.fromEntries(byOperator) as PolicyConditions);
}

function conditionIn(section: Section, name: string): PolicyCondition {
  const key = bare(section, 'condition_key', text);
  const value = single(section, 'condition_value', text);
  if (!key.startsWith(CONDITION_PREFIX) || value === undefined) {
    throw new NotTyped(section.path, `it needs a value and a key that begins with ${CONDITION_PREFIX}`);
  }
  return defined({ name, allowedForChildren: section.allowed(), tag: key.slice(CONDITION_PREFIX.length), value });
}
