import { BACKUP_TAG_RULES } from '../../../domain/generations/backup-tags';
import type { Step } from '../document/step';
import { SCRIPT_RUNTIME } from './script-runtime';

/**
 * Reads the instance's tags and ends the execution when one of them is missing or bad: every problem in one message, which
 * AWS shows as the step's failure. A script, because a branch compares, but knows no patterns.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export const tagSteps = (next: string): Step[] => [
  {
    name: 'readTags',
    action: 'aws:executeAwsApi',
    maxAttempts: 3,
    inputs: {
      Service: 'ec2',
      Api: 'DescribeTags',
      Filters: [
        { Name: 'resource-id', Values: ['{{ InstanceId }}'] },
        { Name: 'key', Values: BACKUP_TAG_RULES.map(({ key }) => key) },
      ],
    },
    outputs: [{ Name: 'Tags', Selector: '$.Tags', Type: 'MapList' }],
    nextStep: 'checkTags',
  },
  {
    name: 'checkTags',
    action: 'aws:executeScript',
    timeoutSeconds: 60,
    inputs: {
      Runtime: SCRIPT_RUNTIME,
      Handler: 'check_tags',
      Script: CHECK_TAGS,
      InputPayload: { instanceId: '{{ InstanceId }}', tags: '{{ readTags.Tags }}' },
    },
    outputs: BACKUP_TAG_RULES.map(({ key }) => ({ Name: key, Selector: `$.Payload.${key}`, Type: 'String' })),
    nextStep: next,
  },
];

/** The same as `backupTagProblems`, from the same rules; a test compares the two. JSON of texts is Python too. */
const CHECK_TAGS = `import re

RULES = ${JSON.stringify(
  BACKUP_TAG_RULES.map(({ key, pattern, expected }) => [key, pattern, expected]),
  null,
  4,
)}


def check_tags(events, context):
    instance = events["instanceId"]
    tags = dict((tag["Key"], tag["Value"]) for tag in events["tags"])
    problems = []
    for key, pattern, expected in RULES:
        if key not in tags:
            problems.append(f"tag {key} of {instance} is missing: {expected}")
        elif not re.fullmatch(pattern, tags[key]):
            problems.append(f'tag {key} of {instance} is "{tags[key]}": {expected}')
    if problems:
        raise ValueError("; ".join(problems))
    return dict((key, tags[key]) for key, _, _ in RULES)
`;
