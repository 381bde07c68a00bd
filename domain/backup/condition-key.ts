/** The prefix of a tag key in conditions. */
export const CONDITION_PREFIX = 'aws:ResourceTag/';

/** Whether a key has the prefix of conditions, in any case as in IAM. */
export function hasConditionPrefix(key: string): boolean {
  return key.toLowerCase().startsWith(CONDITION_PREFIX.toLowerCase());
}

/** The tag key that a condition names. Other keys that begin with `aws:` are tags of AWS, and stay unchanged. */
export function tagKeyOf(key: string): string {
  return hasConditionPrefix(key) ? key.slice(CONDITION_PREFIX.length) : key;
}

/**
 * The key of a condition on a tag. A key that has the prefix does not get it twice.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ConditionParameter.html
 */
export function conditionKeyOf(key: string): string {
  return `${CONDITION_PREFIX}${tagKeyOf(key)}`;
}
