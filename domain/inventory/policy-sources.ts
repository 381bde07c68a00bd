import type { EffectivePolicy, MergedObject } from '../policy/effective-policy';
import type { Source } from './coverage';
import type { ResourceSelection, TagCondition } from './resource-selection';

/**
 * What the backup policies of the organization select in one account, by its effective policy. One that AWS withholds
 * selects nothing that can be told: the account keeps the last one that was valid.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export function policySources({ effectivePolicy, published }: Pick<EffectivePolicy, 'effectivePolicy' | 'published'>) {
  if (!published) return [];
  return entriesOf(effectivePolicy, 'plans')
    .filter(([, plan]) => entriesOf(plan, 'rules').length > 0)
    .flatMap(([plan, content]) => planSources(plan, content));
}

function planSources(plan: string, content: MergedObject): Source[] {
  const selections = objectAt(content, 'selections');
  const selected: [string, ResourceSelection][] = [
    ...entriesOf(selections, 'tags').map(([name, one]): [string, ResourceSelection] => [name, tagSelection(one)]),
    ...entriesOf(selections, 'resources').map(([name, one]): [string, ResourceSelection] => [
      name,
      resourceSelection(one),
    ]),
  ];
  return listAt(content, 'regions').flatMap((region) =>
    selected.map(([name, selection]) => ({ kind: 'policy' as const, name: `${plan}/${name}`, region, selection })),
  );
}

/** Resources with the tag, in one of its values. */
function tagSelection(selection: MergedObject): ResourceSelection {
  const key = textAt(selection, 'tag_key') ?? '';
  const tags = listAt(selection, 'tag_value').map((value) => ({ key, value }));
  return { resources: [], notResources: [], tags, conditions: conditionsOf(selection) };
}

/** Types of resources; those that are only narrowed by conditions are chosen among all. */
function resourceSelection(selection: MergedObject): ResourceSelection {
  return {
    resources: listAt(selection, 'resource_types'),
    notResources: listAt(selection, 'not_resource_types'),
    tags: [],
    conditions: conditionsOf(selection),
  };
}

const OPERATORS = {
  string_equals: 'stringEquals',
  string_like: 'stringLike',
  string_not_equals: 'stringNotEquals',
  string_not_like: 'stringNotLike',
} as const satisfies Readonly<Record<string, TagCondition['operator']>>;

const CONDITION_KEY = /^aws:ResourceTag\//i;

function conditionsOf(selection: MergedObject): TagCondition[] {
  const conditions = objectAt(selection, 'conditions');
  return Object.entries(OPERATORS).flatMap(([written, operator]) =>
    entriesOf(conditions, written).map(([, condition]) => ({
      operator,
      key: (textAt(condition, 'condition_key') ?? '').replace(CONDITION_KEY, ''),
      value: textAt(condition, 'condition_value') ?? '',
    })),
  );
}

function entriesOf(place: MergedObject | undefined, name: string): [string, MergedObject][] {
  return Object.keys(objectAt(place, name) ?? {}).flatMap((key) => {
    const inner = objectAt(objectAt(place, name), key);
    return inner === undefined ? [] : [[key, inner]];
  });
}

function objectAt(place: MergedObject | undefined, name: string): MergedObject | undefined {
  const found = place?.[name];
  return typeof found === 'object' && !Array.isArray(found) ? (found as MergedObject) : undefined;
}

function textAt(place: MergedObject, name: string): string | undefined {
  const found = place[name];
  return typeof found === 'string' ? found : undefined;
}

function listAt(place: MergedObject, name: string): readonly string[] {
  const found = place[name];
  return Array.isArray(found) ? (found as string[]) : [];
}
