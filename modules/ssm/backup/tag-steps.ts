import {
  type BackupTagRule,
  BACKUP_TAG_RULES,
  MOST_GENERATIONS,
  UNUSABLE_IN_NAME,
} from '../../../domain/generations/backup-tags';
import type { Condition } from '../../../domain/automation/step';
import { complete, sequence, step, unless, type FlowStep, type Part, type Steps } from '../document/flow';
import { refusingStep } from './refusing-step';

type Key = BackupTagRule['key'];

/** The reference to the value of a tag. */
export function tagValue(key: Key): string {
  return `{{ readTag${key}.Value }}`;
}

const equals = (key: Key, value: string): Condition => ({ Variable: tagValue(key), StringEquals: value });

/** The condition of a valid tag: a branch compares, but does not support patterns. */
const GOOD: Readonly<Record<Key, Condition>> = {
  Name: {
    Not: {
      Or: [
        equals('Name', ''),
        { Variable: tagValue('Name'), StartsWith: ' ' },
        { Variable: tagValue('Name'), EndsWith: ' ' },
        ...UNUSABLE_IN_NAME.map((character) => ({ Variable: tagValue('Name'), Contains: character })),
      ],
    },
  },
  EC2BackupGen: {
    Or: Array.from({ length: MOST_GENERATIONS }, (_, index) => equals('EC2BackupGen', String(index + 1))),
  },
  BackupEC2StopStart: { Or: [equals('BackupEC2StopStart', 'true'), equals('BackupEC2StopStart', 'false')] },
};

/** How the execution ends for one tag. */
interface TagRefusal {
  /** The value is missing or invalid. */
  readonly bad: FlowStep;
  /** The step that reads the tag has failed. */
  readonly unread: Steps;
}

const REFUSALS = new Map(
  BACKUP_TAG_RULES.map(({ key, expected }): [Key, TagRefusal] => [
    key,
    {
      bad: refusingStep(`refuseTag${key}`, `tag ${key} of {{ InstanceId }} is missing or bad: ${expected}`),
      unread: complete(
        // Without outputs, this call fails only if EC2 refuses it or fails: its message is then the last one.
        step(`readAgain${key}`, readTag(key)),
        refusingStep(
          `refuseUnread${key}`,
          `tag ${key} of {{ InstanceId }} is missing, or EC2 did not return it: ${expected}`,
        ),
      ),
    },
  ]),
);

/** Where {@link tagSteps} goes for a tag that is missing, invalid or not read. */
export const tagRefusals: readonly FlowStep[] = [...REFUSALS.values()].flatMap(({ bad, unread }) => [bad, ...unread]);

/**
 * Reads the tags of the instance one after the other, and ends the execution at the first that is missing or invalid, before
 * anything changes.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export const tagSteps: Part = sequence(...[...REFUSALS].map(([key, refusal]) => checkTag(key, refusal)));

function checkTag(key: Key, { bad, unread: [unread] }: TagRefusal): Part {
  // AWS does not document what a missing value looks like: the reading step may fail, the branch, or neither.
  return sequence(
    step(
      `readTag${key}`,
      { ...readTag(key), outputs: [{ Name: 'Value', Selector: '$.Tags[0].Value', Type: 'String' }] },
      { onFailure: unread },
    ),
    unless(`decideTag${key}`, GOOD[key], bad, { onFailure: bad }),
  );
}

function readTag(key: Key) {
  return {
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
  } as const;
}
