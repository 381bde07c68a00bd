/** The allowed values of a tag that controls the backup of an instance. */
export interface BackupTagRule {
  readonly key: 'Name' | 'EC2BackupGen' | 'BackupEC2StopStart';
  /** The whole value, as a regular expression. */
  readonly pattern: string;
  /** The remedy: what to set. */
  readonly expected: string;
}

/** The maximum number of generations of one instance. */
export const MOST_GENERATIONS = 100;

/** No tag contains NUL. */
const CONTROL_CHARACTERS = Array.from({ length: 0x1f }, (_, index) => String.fromCodePoint(index + 1));

/**
 * Characters that change the pruner's request, so that it would not contain the exact name: JSON and Automation interpret
 * them.
 */
export const UNUSABLE_IN_NAME: readonly string[] = ['"', '\\', '{', '}', ...CONTROL_CHARACTERS];

/** The tags that an instance of the backup group needs (S7, S11). */
export const BACKUP_TAG_RULES: readonly BackupTagRule[] = [
  {
    key: 'Name',
    pattern: String.raw`(?! )[^"\\{}\u0000-\u001f]+(?<! )`,
    expected:
      'set a name without quotation marks, backslashes, braces and control characters, and without a space at its ends',
  },
  {
    key: 'EC2BackupGen',
    pattern: '[1-9][0-9]?|100',
    expected: `set how many generations to keep: a whole number from 1 to ${MOST_GENERATIONS}`,
  },
  {
    key: 'BackupEC2StopStart',
    pattern: 'true|false',
    expected: 'set true to stop the instance for its backup, false to leave it running',
  },
];

/** One sentence per wrong tag of an instance, with the tag, the instance and the remedy. */
export function backupTagProblems(instanceId: string, tags: Readonly<Record<string, string>>): string[] {
  return BACKUP_TAG_RULES.flatMap(({ key, pattern, expected }) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (value === undefined) return [`tag ${key} of ${instanceId} is missing: ${expected}`];
    if (new RegExp(`^(?:${pattern})$`).test(value)) return [];
    return [`tag ${key} of ${instanceId} is "${value}": ${expected}`];
  });
}
