import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { LostAgent } from './lost-agents';

/** A message for SNS. */
export interface AgentMessage {
  /** At most 100 printable ASCII characters. */
  readonly subject: string;
  /** Less than 256 KB. */
  readonly body: string;
}

/** The group and region that were checked. */
export interface Checked {
  /** The value of the tag BackupGroup. */
  readonly group: string;
  readonly region: string;
}

const SUBJECT_CHARACTERS = 100;
/** A line is at most 256 characters of a Name tag, four bytes each, and 150 other characters. */
const LISTED = 200;
const REASON_CHARACTERS = 4000;

/**
 * One message about all instances that SSM cannot reach (S6).
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function lostAgentsMessage(
  { group, region }: Checked,
  running: number,
  lost: readonly LostAgent[],
): AgentMessage {
  const listed = lost.slice(0, LISTED).map(lineOf);
  const more = lost.length > LISTED ? [`and ${lost.length - LISTED} more`] : [];
  return {
    subject: subjectOf(`SSM agent lost: ${lost.length} of ${running} instances, ${region}, ${group}`),
    body: [
      `SSM cannot reach ${lost.length} of ${running} running instances with the tag ${BACKUP_GROUP_TAG}=${oneLine(group)} in ${region}:`,
      '',
      ...listed,
      ...more,
      '',
      'What to do: docs/runbooks/agent-is-lost.md',
    ].join('\n'),
  };
}

/** A message that the state of the agents is unknown. */
export function checkFailedMessage({ group, region }: Checked, reason: string): AgentMessage {
  return {
    subject: subjectOf(`SSM agent check failed: ${region}, ${group}`),
    body: [
      `The SSM agents of the instances with the tag ${BACKUP_GROUP_TAG}=${oneLine(group)} in ${region} could not be checked:`,
      '',
      reason.slice(0, REASON_CHARACTERS),
      '',
      'What to do: docs/runbooks/agent-is-lost.md',
    ].join('\n'),
  };
}

function lineOf({ instanceId, name, status, lastPingAt }: LostAgent): string {
  const since = lastPingAt === undefined ? '' : `, last ping at ${lastPingAt}`;
  return `${instanceId}  ${name === '' ? '(no name)' : oneLine(name)}  ${status}${since}`;
}

function subjectOf(text: string): string {
  return text.replaceAll(/[^ -~]/gu, '?').slice(0, SUBJECT_CHARACTERS);
}

/** A tag value can contain line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ');
}
