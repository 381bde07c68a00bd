import {
  type BackupTagRule,
  BACKUP_TAG_RULES,
  MOST_GENERATIONS,
  UNUSABLE_IN_NAME,
} from '../../../domain/generations/backup-tags';
import type { Condition } from '../../../domain/automation/step';
import { sequence, step, unless, type FlowStep, type Part } from '../document/flow';
import { refusingStep } from './refusing-step';

type Key = BackupTagRule['key'];

/** The reference to the value of a tag. */
export function tagValue(key: Key): string {
  return `{{ readTag${key}.Value }}`;
}

const equals = (key: Key, value: string): Condition => ({ Variable: tagValue(key), StringEquals: value });

/**
 * The condition of a valid tag, as far as a branch can check it: it compares, but supports neither patterns nor lengths.
 * CreateImage refuses a name that is too long or has letters of other alphabets.
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

/** Ends the execution for each tag that is missing or invalid. */
const REFUSALS = new Map(
  BACKUP_TAG_RULES.map(({ key, expected }) => [
    key,
    refusingStep(`refuseTag${key}`, `tag ${key} of {{ InstanceId }} is missing or bad: ${expected}`),
  ]),
);

/** Where {@link tagSteps} goes for a tag that is missing or invalid. */
export const tagRefusals: readonly FlowStep[] = [...REFUSALS.values()];

/**
 * Reads the tags of the instance one after the other, and ends the execution at the first that is missing or invalid, before
 * anything changes.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export const tagSteps: Part = sequence(...[...REFUSALS].map(([key, refusal]) => checkTag(key, refusal)));

function checkTag(key: Key, refusal: FlowStep): Part {
  // Without a value the branch fails instead of choosing: AWS does not document what a missing value looks like.
  const onFailure = refusal;
  return sequence(
    step(
      `readTag${key}`,
      {
        action: 'aws:executeAwsApi',
        maxAttempts: 3,
        inputs: {
          Service: 'ec2',
          Api: 'DescribeTags',
          Filters: [
            { Name: 'resource-id', Values: ['{{ InstanceId }}'] },
            { Name: 'key', Values: [key] },
          ],
        },
        outputs: [{ Name: 'Value', Selector: '$.Tags[0].Value', Type: 'String' }],
      },
      { onFailure },
    ),
    unless(`decideTag${key}`, GOOD[key], refusal, { onFailure }),
  );
}
