import { tagKeyNotAllowed, tagValueNotAllowed } from '../../backup/tags';
import type { Finding } from '../../finding';
import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { assignedText, below, child, children, type Section } from './section';
import { plansOf, rulesOf } from './traversal';

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

/** Tags that a policy sets on plans and recovery points. */
export const tags: RuleSet = {
  rules: [keyDiffers, tagNotAllowed],
  check: ({ document }) =>
    [
      ...plansOf(document).flatMap((plan) => children(child(plan, 'backup_plan_tags'))),
      ...rulesOf(document).flatMap(({ rule }) => children(child(rule, 'recovery_point_tags'))),
    ].flatMap((tag) => [
      ...nameDiffers(tag),
      ...judged(tag, 'tag_key', tagKeyNotAllowed),
      ...judged(tag, 'tag_value', tagValueNotAllowed),
    ]),
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

/** Applies a rule to a text that the tag assigns. */
function judged(tag: Section, key: string, rule: (text: string, path: string) => Finding[]): Finding[] {
  const text = assignedText(tag, key);
  return text === undefined ? [] : rule(text, below(tag, key));
}
