import { AWS_LIMITS } from '../aws-limits/generated';
import { type Finding, refusal } from '../finding';
import { CONDITION_PREFIX, hasConditionPrefix, tagKeyOf } from './condition-key';
import type { PlacedPlan, SelectionTerm } from './model';

const { max: LONGEST_KEY } = AWS_LIMITS.iam.tagKeyType;
const { max: LONGEST_VALUE } = AWS_LIMITS.iam.tagValueType;

/** Tags that only IAM policies compare. */
const OTHER_PREFIX = /^aws:(?:Principal|Request)Tag\//i;

/** Keys and values that no tag has. */
export function tagImpossible({ selections }: PlacedPlan): Finding[] {
  return selections.flatMap(({ terms }) => [
    ...oncePerKey(terms).flatMap(keyImpossible),
    ...terms.flatMap(valueImpossible),
  ]);
}

/** Conditions need the prefix, which is no part of a tag's key. */
export function conditionKeyWrong({ selections }: PlacedPlan): Finding[] {
  return selections.flatMap(({ terms }) => oncePerKey(terms).flatMap(prefixWrong));
}

/** The prefix in a configuration that names bare tag keys. It is not written a second time. */
export function conditionPrefixWritten(key: string, path: string): Finding[] {
  if (!hasConditionPrefix(key)) return [];
  return [
    {
      rule: 'condition-prefix-written',
      severity: 'warning',
      source: 'backupctl',
      path,
      found: key,
      message: `conditions get ${CONDITION_PREFIX} where AWS requires it: here, name only the tag`,
      remedy: `write ${tagKeyOf(key)}`,
    },
  ];
}

/** `*` where AWS Backup compares literally. */
export function wildcardLiteral({ selections }: PlacedPlan): Finding[] {
  return selections.flatMap(({ terms }) => [
    ...oncePerKey(terms)
      .filter(({ key }) => key.includes('*'))
      .map(({ key, keyPath }) => literal('key', key, keyPath, 'name each key')),
    ...terms
      .filter(({ operator, value }) => !operator.endsWith('Like') && value.includes('*'))
      .map(({ operator, value, path }) =>
        literal(
          'value',
          value,
          path,
          `use a ${operator === 'stringNotEquals' ? 'StringNotLike' : 'StringLike'} condition for a pattern`,
        ),
      ),
  ]);
}

function literal(part: 'key' | 'value', found: string, path: string, remedy: string): Finding {
  return {
    rule: 'wildcard-compared-literally',
    severity: 'warning',
    source: 'backupctl',
    path,
    found,
    message: `"${found}" is compared literally here: only a tag whose ${part} contains the * itself matches`,
    remedy,
  };
}

function oncePerKey(terms: readonly SelectionTerm[]): SelectionTerm[] {
  return [...new Map(terms.map((term) => [`${term.keyPath} ${term.sentKey}`, term])).values()];
}

function keyImpossible({ key, keyPath }: SelectionTerm): Finding[] {
  if (key !== '' && key.length <= LONGEST_KEY) return [];
  const message = key === '' ? 'the key of the tag is empty' : `the key of the tag has ${key.length} characters`;
  return [impossible(keyPath, message, `use 1 to ${LONGEST_KEY} characters`)];
}

/** The `*` of a pattern can match no character. */
function valueImpossible({ operator, value, path }: SelectionTerm): Finding[] {
  const { length } = operator.endsWith('Like') ? value.replaceAll('*', '') : value;
  if (value !== '' && length <= LONGEST_VALUE) return [];
  const message = value === '' ? 'the value of the tag is empty' : `the value of the tag has ${length} characters`;
  return [impossible(path, message, `use 1 to ${LONGEST_VALUE} characters`)];
}

function impossible(path: string, message: string, remedy: string): Finding {
  return refusal({ rule: 'selection-tag-impossible', path, message, remedy });
}

function prefixWrong({ operator, key, sentKey, keyPath: path }: SelectionTerm): Finding[] {
  const refuse = (message: string, remedy: string) => [
    refusal({ rule: 'condition-key-prefix', path, found: sentKey, message, remedy }),
  ];
  const [other] = OTHER_PREFIX.exec(key) ?? [];
  if (other !== undefined) {
    return refuse(`the prefix ${other} is for IAM policies: no tag has this key`, `name ${key.slice(other.length)}`);
  }
  if (operator === 'any') {
    if (!hasConditionPrefix(key)) return [];
    const message = `the prefix ${CONDITION_PREFIX} is for conditions only: no tag has this key`;
    return refuse(message, `write ${tagKeyOf(key)}`);
  }
  if (!hasConditionPrefix(sentKey)) {
    const message = `a condition names a tag as ${CONDITION_PREFIX}KEY: without it, nothing matches`;
    return refuse(message, `write ${CONDITION_PREFIX}${sentKey}`);
  }
  if (!hasConditionPrefix(key)) return [];
  return refuse(`the prefix ${CONDITION_PREFIX} appears twice: no tag has this key`, 'leave one of the two out');
}
