import type { Finding } from '../../finding';
import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { assignedText, below, child, children, type Section } from './section';
import { plansOf, rulesOf, tagSelectionsOf } from './traversal';

const keyDiffers: RuleDescription = {
  name: 'tag-key-differs',
  severity: 'error',
  source: 'aws',
  summary: 'a tag of a plan or of recovery points whose object has another name than its `tag_key`',
  why: 'CreatePolicy compares the two ignoring case; a selection can have any name',
  see: OBSERVED,
};

const tagNotAllowed: RuleDescription = {
  name: 'tag-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a tag that is too long, empty, or reserved for AWS',
  why: 'a key has 1 to 128 characters and does not begin with `aws:`, a value has up to 256',
  see: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
};

/** Tags that a policy sets on plans and recovery points, and those that it selects by. */
export const tags: RuleSet = {
  rules: [keyDiffers, tagNotAllowed],
  check: ({ document }) => [
    ...[
      ...plansOf(document).flatMap((plan) => children(child(plan, 'backup_plan_tags'))),
      ...rulesOf(document).flatMap(({ rule }) => children(child(rule, 'recovery_point_tags'))),
    ].flatMap((tag) => [...nameDiffers(tag), ...keyNotAllowed(tag, { reserved: true }), ...valueNotAllowed(tag)]),
    // A selection can look for tags of AWS; a policy cannot set them.
    ...plansOf(document)
      .flatMap(tagSelectionsOf)
      .flatMap((selection) => keyNotAllowed(selection, { reserved: false })),
  ],
};

function nameDiffers(tag: Section): Finding[] {
  const key = assignedText(tag, 'tag_key');
  if (key === undefined || key.toLowerCase() === tag.name.toLowerCase()) return [];
  return [
    found(keyDiffers, {
      path: below(tag, 'tag_key'),
      found: key,
      message: `the tag has the name "${tag.name}", but its tag_key is "${key}"`,
      remedy: `name the object "${key}" too`,
    }),
  ];
}

function keyNotAllowed(tag: Section, { reserved }: { readonly reserved: boolean }): Finding[] {
  const key = assignedText(tag, 'tag_key');
  if (key === undefined) return [];
  const place = { path: below(tag, 'tag_key'), found: key };
  if (reserved && key.toLowerCase().startsWith('aws:')) {
    const message = 'tags that begin with aws: are reserved for AWS';
    return [found(tagNotAllowed, { ...place, message, remedy: 'choose another key' })];
  }
  if (key !== '' && key.length <= 128) return [];
  const message = `the key of the tag has ${key.length} characters`;
  return [found(tagNotAllowed, { ...place, message, remedy: 'use 1 to 128 characters' })];
}

function valueNotAllowed(tag: Section): Finding[] {
  const value = assignedText(tag, 'tag_value');
  if (value === undefined || value.length <= 256) return [];
  return [
    found(tagNotAllowed, {
      path: below(tag, 'tag_value'),
      found: value,
      message: `the value of the tag has ${value.length} characters`,
      remedy: 'use up to 256 characters',
    }),
  ];
}
