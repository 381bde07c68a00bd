import type { Finding } from '../finding';

type Tags = Readonly<Record<string, string>>;

/** The tag that puts an instance into the group that the window backs up (S8). */
export const GROUP_TAG = 'BackupGroup';

/** The maintenance window puts every instance of the group into its hands. */
export function isInGroup(tags: Tags, group: string): boolean {
  return valueOf(tags, GROUP_TAG) === group;
}

/**
 * What is missing or wrong in the tags of an instance of the group: the automation would end early (S7, S11).
 *
 * @param path where the instance is told
 */
export function groupTagFindings(tags: Tags, path: string): Finding[] {
  return [nameFinding(tags), generationFinding(tags), stopFinding(tags)].flatMap((problem) =>
    problem === undefined ? [] : [tagFinding(problem, tags, path)],
  );
}

interface Problem {
  readonly tag: string;
  readonly message: string;
  readonly remedy: string;
}

/** What the automation puts behind the name: a hyphen and a time such as `2026-11-21_03.30.00`. */
const TIME_SUFFIX = 20;
const LONGEST_IMAGE_NAME = 128;
const LONGEST_NAME = LONGEST_IMAGE_NAME - TIME_SUFFIX;
const NOT_IN_IMAGE_NAMES = /[^A-Za-z0-9()[\] ./\-'@_]/gu;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html */
function nameFinding(tags: Tags): Problem | undefined {
  const name = valueOf(tags, 'Name');
  const problem = { tag: 'Name', remedy: `name it by 1 to ${LONGEST_NAME} letters, digits, spaces and ()[]./-'@_` };
  if (name === undefined || name === '') return { ...problem, message: 'its images would have no name' };
  if (name.length > LONGEST_NAME) {
    const message = `${name.length} characters, but with the time behind it an image name has ${LONGEST_IMAGE_NAME} at most`;
    return { ...problem, message };
  }
  const refused = new Set(name.match(NOT_IN_IMAGE_NAMES));
  if (refused.size === 0) return undefined;
  return { ...problem, message: `EC2 takes no ${[...refused].join(' ')} in the name of an image` };
}

function generationFinding(tags: Tags): Problem | undefined {
  const generations = valueOf(tags, 'EC2BackupGen');
  if (/^\d+$/.test(generations ?? '') && Number(generations) > 0 && Number.isSafeInteger(Number(generations))) {
    return undefined;
  }
  const message = generations === undefined ? 'nobody says how many images are kept' : 'not a decimal number from 1';
  return { tag: 'EC2BackupGen', message, remedy: 'write how many images are kept, such as 3' };
}

function stopFinding(tags: Tags): Problem | undefined {
  const stop = valueOf(tags, 'BackupEC2StopStart');
  if (stop === 'true' || stop === 'false') return undefined;
  const message =
    stop === undefined ? 'nobody says whether it is stopped for its backup' : 'neither true nor false, in lower case';
  return { tag: 'BackupEC2StopStart', message, remedy: 'write true to stop it for its backup, false to let it run' };
}

function tagFinding({ tag, message, remedy }: Problem, tags: Tags, path: string): Finding {
  const found = valueOf(tags, tag);
  return {
    rule: 'group-tag',
    severity: 'error',
    source: 'ours',
    path: `${path}.${tag}`,
    ...(found === undefined ? {} : { found }),
    message: found === undefined ? `the tag is missing: ${message}` : message,
    remedy,
  };
}

function valueOf(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
