import { conditionKeyOf } from '../backup/condition-key';
import type { PolicyCondition, PolicyConditions, PolicySelection, ResourceSelection, TagSelection } from './document';
import { byName, defined, forChildren, list, single, unlessEmpty, type JsonObject } from './serialize-setting';

/** A tag selection as the document has it. */
export function serializeTagSelection(selection: TagSelection): JsonObject {
  return defined({
    ...common(selection),
    tag_key: single(selection.tag.key),
    tag_value: list(selection.tag.values),
  });
}

/** A resource selection as the document has it. */
export function serializeResourceSelection(selection: ResourceSelection): JsonObject {
  return defined({
    ...common(selection),
    resource_types: list(selection.resources),
    not_resource_types: list(selection.notResources),
  });
}

/** Whether a selection selects by a tag. */
export function isTagSelection(selection: PolicySelection): selection is TagSelection {
  return 'tag' in selection;
}

/** The ARN of a role that has the same name in every account. A full ARN stays unchanged, for the linter to check. */
export function roleArn(role: string): string {
  return role.startsWith('arn:') ? role : `arn:aws:iam::$account:role/${role}`;
}

function common({ allowedForChildren, role, conditions }: PolicySelection): JsonObject {
  return defined({
    ...forChildren(allowedForChildren),
    iam_role_arn: single(role, roleArn),
    conditions: conditions && serializeConditions(conditions),
  });
}

function serializeConditions(conditions: PolicyConditions): JsonObject | undefined {
  const named = (all: readonly PolicyCondition[] | undefined) => byName(all, ({ name }) => name, serializeCondition);
  return unlessEmpty({
    string_equals: named(conditions.stringEquals),
    string_not_equals: named(conditions.stringNotEquals),
    string_like: named(conditions.stringLike),
    string_not_like: named(conditions.stringNotLike),
  });
}

function serializeCondition({ allowedForChildren, tag, value }: PolicyCondition): JsonObject {
  return defined({
    ...forChildren(allowedForChildren),
    condition_key: single(conditionKeyOf(tag)),
    condition_value: single(value),
  });
}
