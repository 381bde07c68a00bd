import type { Finding } from '../../finding';
import { found, OBSERVED, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import { below, child, children, entriesOf, has, type Section } from './section';
import { plansOf, rulesOf, tagSelectionsOf } from './traversal';
import { assignedText } from './values';

const keyDiffers: RuleDescription = {
  name: 'tag-key-differs',
  severity: 'error',
  source: 'aws',
  summary: 'a tag of a plan or of recovery points whose object is not called like its `tag_key`',
  why: 'CreatePolicy compares the two ignoring case; a selection may be called as it likes',
  see: OBSERVED,
};

const planTagIncomplete: RuleDescription = {
  name: 'plan-tag-incomplete',
  severity: 'error',
  source: 'aws',
  summary: 'a plan tag without `tag_key` or `tag_value`',
  why: 'CreatePolicy wants both; the value may be empty, a number or a boolean',
  see: OBSERVED,
};

const recoveryPointTagIncomplete: RuleDescription = {
  name: 'recovery-point-tag-incomplete',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a recovery-point tag without `tag_key` or `tag_value`',
  why: 'AWS documents both as required; unless another policy adds the missing one, there is no tag',
  see: SYNTAX_PAGE,
};

const tagNotAllowed: RuleDescription = {
  name: 'tag-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a tag that is too long, empty, or belongs to AWS',
  why: 'a key has 1 to 128 characters and does not begin with `aws:`, a value has up to 256',
  see: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
};

/** Tags that a policy gives to plans and recovery points. */
export const tags: Concern = {
  rules: [keyDiffers, planTagIncomplete, recoveryPointTagIncomplete, tagNotAllowed],
  check: ({ document }) => [
    ...plansOf(document).flatMap((plan) =>
      children(child(plan, 'backup_plan_tags')).flatMap((tag) => [
        ...incomplete(planTagIncomplete, tag),
        ...judge(tag),
      ]),
    ),
    ...rulesOf(document).flatMap(({ rule }) =>
      children(child(rule, 'recovery_point_tags')).flatMap((tag) => [
        ...incomplete(recoveryPointTagIncomplete, tag),
        ...judge(tag),
      ]),
    ),
    ...plansOf(document)
      .flatMap(tagSelectionsOf)
      .flatMap((selection) => lengths(selection, 'tag_key')),
  ],
};

function incomplete(rule: RuleDescription, tag: Section): Finding[] {
  return ['tag_key', 'tag_value']
    .filter((key) => !has(tag, key))
    .map((key) =>
      found(rule, {
        path: below(tag, key),
        message: `the tag ${tag.name} has no ${key}`,
        remedy: `add ${key}${key === 'tag_value' ? '; its value may be empty' : ''}`,
      }),
    );
}

function judge(tag: Section): Finding[] {
  const key = assignedText(tag, 'tag_key');
  const differs = key !== undefined && key.toLowerCase() !== tag.name.toLowerCase();
  return [
    ...(differs
      ? [
          found(keyDiffers, {
            path: below(tag, 'tag_key'),
            found: key,
            message: `the tag is called "${tag.name}", but its tag_key is "${key}"`,
            remedy: `call the object "${key}" too`,
          }),
        ]
      : []),
    ...lengths(tag, 'tag_key'),
    ...lengths(tag, 'tag_value'),
  ];
}

function lengths(section: Section, key: 'tag_key' | 'tag_value'): Finding[] {
  const text = assignedText(section, key);
  if (text === undefined) return [];
  const isKey = key === 'tag_key';
  const reserved = isKey && text.toLowerCase().startsWith('aws:') && entriesOf(section).every(isTagEntry);
  const fits = isKey ? text !== '' && text.length <= 128 : text.length <= 256;
  if (fits && !reserved) return [];
  return [
    found(tagNotAllowed, {
      path: below(section, key),
      found: text,
      message: reserved ? 'tags that begin with aws: belong to AWS' : `${text.length} characters`,
      remedy: reserved
        ? 'choose another key'
        : 'use 1 to 128 characters for the key of a tag and up to 256 for its value',
    }),
  ];
}

/** A selection may look for tags of AWS; only who sets one is refused. */
function isTagEntry({ name }: { readonly name: string }): boolean {
  return ['tag_key', 'tag_value'].includes(name.toLowerCase());
}
