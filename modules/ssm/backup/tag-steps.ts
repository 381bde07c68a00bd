import {
  type BackupTagRule,
  BACKUP_TAG_RULES,
  MOST_GENERATIONS,
  UNUSABLE_IN_NAME,
} from '../../../domain/generations/backup-tags';
import type { Condition, Step } from '../../../domain/automation/step';
import { refusingStep } from './refusing-step';

type Key = BackupTagRule['key'];

/** What a step refers to for the value of a tag. */
export function tagValue(key: Key): string {
  return `{{ readTag${key}.Value }}`;
}

const equals = (key: Key, value: string): Condition => ({ Variable: tagValue(key), StringEquals: value });

/**
 * When a tag is as it should be, as far as a branch can tell: it compares, but knows neither patterns nor lengths. A name
 * that is too long, or has letters of other alphabets, is refused by CreateImage.
 */
const GOOD: Readonly<Record<Key, Condition>> = {
  Name: {
    Not: {
      Or: [
        equals('Name', ''),
        ...UNUSABLE_IN_NAME.split('').map((character) => ({ Variable: tagValue('Name'), Contains: character })),
      ],
    },
  },
  EC2BackupGen: {
    Or: Array.from({ length: MOST_GENERATIONS }, (_, index) => equals('EC2BackupGen', String(index + 1))),
  },
  BackupEC2StopStart: { Or: [equals('BackupEC2StopStart', 'true'), equals('BackupEC2StopStart', 'false')] },
};

/**
 * Reads the tags of the instance one after the other, and ends the execution at the first that is missing or bad, before
 * anything is touched.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export function tagSteps(next: string): Step[] {
  return BACKUP_TAG_RULES.flatMap(({ key }, index) => {
    const following = BACKUP_TAG_RULES[index + 1]?.key;
    return checkTag(key, following === undefined ? next : `readTag${following}`);
  });
}

/** Where {@link tagSteps} goes for a tag that is not as it should be. */
export function tagRefusals(): Step[] {
  return BACKUP_TAG_RULES.map(({ key, expected }) =>
    refusingStep(`refuseTag${key}`, `tag ${key} of {{ InstanceId }} is missing or bad: ${expected}`),
  );
}

function checkTag(key: Key, next: string): Step[] {
  // A value that is not there makes the branch fail rather than choose: what a missing one looks like is not documented.
  const refused = { onFailure: `step:refuseTag${key}`, isCritical: true } as const;
  return [
    {
      name: `readTag${key}`,
      action: 'aws:executeAwsApi',
      maxAttempts: 3,
      ...refused,
      inputs: {
        Service: 'ec2',
        Api: 'DescribeTags',
        Filters: [
          { Name: 'resource-id', Values: ['{{ InstanceId }}'] },
          { Name: 'key', Values: [key] },
        ],
      },
      outputs: [{ Name: 'Value', Selector: '$.Tags[0].Value', Type: 'String' }],
      nextStep: `decideTag${key}`,
    },
    {
      name: `decideTag${key}`,
      action: 'aws:branch',
      ...refused,
      inputs: { Choices: [{ ...GOOD[key], NextStep: next }], Default: `refuseTag${key}` },
    },
  ];
}
