import type { Finding } from '../../domain/finding';
import type { Selection } from '../schema';
import { below } from './environment-rule';
import { conditionCount, tagCount } from '../../domain/backup/selection-terms';

type TagValues = Selection['tags'];

/** Tags and conditions that select nothing, everything, or who knows what. */
export function selectionByTags(selection: Selection, path: string): Finding[] {
  return [
    ...nothingNamed(selection, path),
    ...anyOrAll(selection, path),
    ...keysWithout(selection.tags).map((key) => valueMissing(below(path)(`tags.${key}`))),
    ...valuesThatExclude(selection, path),
    ...tagsBesideConditions(selection, path),
    ...tagsBesideResources(selection, path),
  ];
}

function nothingNamed(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) > 0 || conditionCount(selection) > 0 || selection.resources.length > 0) return [];
  return [
    refused('selection-of-everything', path, {
      message: 'names neither tags nor resources, which makes AWS Backup select everything',
      remedy: "add tags or resources, or say resources: ['*']",
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

/** A tag that is left without values would leave the choice to whatever else the selection says. */
function valueMissing(path: string): Finding {
  return refused('tag-without-value', path, {
    message: 'a tag without a value selects nothing',
    remedy: 'give it a value, or leave it out',
  });
}

/** A resource carries one value of a tag, so two that must both be there are never there. */
function valuesThatExclude({ tags, match, conditions }: Selection, path: string): Finding[] {
  const message = 'a resource cannot carry two values of one tag, so nothing would be selected';
  const equals = conditions?.stringEquals ?? {};
  return [
    ...(match === 'all' ? keysWithSeveral(tags) : []).map((key) =>
      refused('tag-with-two-values', `${path}.tags.${key}`, {
        message,
        remedy: "give one value a tag, or say match: 'any'",
      }),
    ),
    ...keysWithSeveral(equals).map((key) =>
      refused('tag-with-two-values', `${path}.conditions.stringEquals.${key}`, {
        message,
        remedy: "give one value, or put the tag into tags with match: 'any'",
      }),
    ),
    ...(match === 'all' ? Object.keys(equals).filter((key) => Object.hasOwn(tags, key)) : []).map((key) =>
      refused('tag-beside-its-condition', `${path}.conditions.stringEquals.${key}`, {
        message: `the tag ${key} stands in tags too, and a resource carries it once`,
        remedy: 'leave one of them out',
      }),
    ),
  ];
}

/** Seen by users of Terraform and the CDK; AWS does not write it down. */
function tagsBesideResources(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) === 0 || selection.match !== 'any' || selection.resources.length === 0) return [];
  return [
    {
      ...refused('tags-beside-resources', `${path}.match`, {
        message: 'AWS Backup adds the two together: all of the resources, and whatever else carries any of the tags',
        remedy: "say match: 'all' for resources that carry the tags, or make two selections",
      }),
      severity: 'warning',
    },
  ];
}

function tagsBesideConditions(selection: Selection, path: string): Finding[] {
  if (tagCount(selection) === 0 || selection.match === 'all' || conditionCount(selection) === 0) return [];
  return [
    refused('tags-beside-conditions', `${path}.conditions`, {
      message: 'AWS does not say how tags of which any counts and conditions go together',
      remedy: "say match: 'all', or put everything into conditions",
    }),
  ];
}

function refused(rule: string, path: string, rest: Pick<Finding, 'message' | 'remedy'>): Finding {
  return { rule, severity: 'error', source: 'backupctl', path, ...rest };
}

function keysWithout(tags: TagValues): string[] {
  return Object.keys(tags).filter((key) => Array.isArray(tags[key]) && tags[key].length === 0);
}

function keysWithSeveral(tags: TagValues): string[] {
  return Object.keys(tags).filter((key) => Array.isArray(tags[key]) && tags[key].length > 1);
}
