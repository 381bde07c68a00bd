import type { Finding } from '../../domain/finding';
import type { Selection } from '../schema';
import { below } from './environment-rule';
import { tagKeyOf } from '../../domain/backup/condition-key';
import { conditionPrefixWritten } from '../../domain/backup/selection-tags';
import { CONDITION_OPERATORS, conditionCount, tagCount } from '../../domain/backup/selection-terms';

type TagValues = Selection['tags'];

/** Tags and conditions that select nothing, everything, or an undefined set. */
export function selectionByTags(selection: Selection, path: string): Finding[] {
  return [
    ...nothingNamed(selection, path),
    ...anyOrAll(selection, path),
    ...keysWithout(selection.tags).map((key) => valueMissing(below(path)(`tags.${key}`))),
    ...tagsBesideTheirConditions(selection, path),
    ...prefixWritten(selection, path),
    ...tagsBesideConditions(selection, path),
    ...tagsBesideResources(selection, path),
  ];
}

function nothingNamed(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) > 0 || conditionCount(selection) > 0 || selection.resources.length > 0) return [];
  return [
    refused('selection-of-everything', path, {
      message: 'has neither tags nor resources, so AWS Backup selects everything',
      remedy: "add tags or resources, or write resources: ['*']",
    }),
  ];
}

function anyOrAll(selection: Selection, path: string): Finding[] {
  const count = tagCount(selection);
  if (count <= 1 || selection.match !== undefined) return [];
  return [
    refused('tags-any-or-all', `${path}.tags`, {
      message: `${count} tags, but not whether a resource needs any or all of them`,
      remedy: "add match: 'any' or match: 'all'",
    }),
  ];
}

/** Without this check, a tag without values would leave the rest of the selection in effect. */
function valueMissing(path: string): Finding {
  return refused('tag-without-value', path, {
    message: 'a tag without a value selects nothing',
    remedy: 'give it a value, or remove it',
  });
}

/** A tag and a condition on it: AWS Backup would get only the condition. */
function tagsBesideTheirConditions({ tags, match, conditions }: Selection, path: string): Finding[] {
  if (match !== 'all') return [];
  const written = Object.keys(tags).map(tagKeyOf);
  return Object.keys(conditions?.stringEquals ?? {})
    .filter((key) => written.includes(tagKeyOf(key)))
    .map((key) =>
      refused('tag-beside-its-condition', `${path}.conditions.stringEquals.${key}`, {
        message: `the tag ${tagKeyOf(key)} is in tags too, but a resource has it only once`,
        remedy: 'remove one of them',
      }),
    );
}

/** The prefix is added where AWS requires it. */
function prefixWritten({ tags, match, conditions }: Selection, path: string): Finding[] {
  const keys = [
    ...(match === 'all' ? Object.keys(tags).map((key) => [`tags.${key}`, key] as const) : []),
    ...CONDITION_OPERATORS.flatMap((operator) =>
      Object.keys(conditions?.[operator] ?? {}).map((key) => [`conditions.${operator}.${key}`, key] as const),
    ),
  ];
  return keys.flatMap(([place, key]) => conditionPrefixWritten(key, `${path}.${place}`));
}

/** Users of Terraform and the CDK have observed this; AWS does not document it. */
function tagsBesideResources(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) === 0 || selection.match !== 'any' || selection.resources.length === 0) return [];
  return [
    {
      ...refused('tags-beside-resources', `${path}.match`, {
        message: 'AWS Backup combines both: all of the resources, and everything else that has any of the tags',
        remedy: "write match: 'all' for resources that have the tags, or write two selections",
      }),
      severity: 'warning',
    },
  ];
}

function tagsBesideConditions(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) === 0 || selection.match === 'all' || conditionCount(selection) === 0) return [];
  return [
    refused('tags-beside-conditions', `${path}.conditions`, {
      message: 'AWS does not document how conditions combine with tags of which any matches',
      remedy: "write match: 'all', or put everything into conditions",
    }),
  ];
}

function refused(rule: string, path: string, rest: Pick<Finding, 'message' | 'remedy'>): Finding {
  return { rule, severity: 'error', source: 'backupctl', path, ...rest };
}

function keysWithout(tags: TagValues): string[] {
  return Object.keys(tags).filter((key) => Array.isArray(tags[key]) && tags[key].length === 0);
}
