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

/** ASCII characters that an image's name cannot contain. */
export const UNUSABLE_IN_NAME = '!"#$%&*+,:;<=>?\\^`{|}~';

const LONGEST_IMAGE_NAME = 128;

/** The end of an image's name: `-2026-11-21_03.30.05-i-0123456789abcdef0`. */
const LONGEST_IMAGE_NAME_END = 40;

const LONGEST_NAME = LONGEST_IMAGE_NAME - LONGEST_IMAGE_NAME_END;

/**
 * The tags that an instance of the backup group needs (S7, S11).
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
 */
export const BACKUP_TAG_RULES: readonly BackupTagRule[] = [
  {
    key: 'Name',
    pattern: String.raw`(?! )[A-Za-z0-9()\[\] ./\-'@_]{3,${LONGEST_NAME}}(?<! )`,
    expected: `set 3 to ${LONGEST_NAME} of the characters that an image's name takes: letters, digits, spaces and ( ) [ ] . / - ' @ _, no space at its ends`,
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
