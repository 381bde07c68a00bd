import type { Agent } from '../agents/lost-agents';
import type { BackupWindow, Coverage } from '../coverage/source';
import type { ResourceCoverage } from '../coverage/status';
import type { Finding } from '../finding';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import { agentFindings, type AgentInstance } from './agent-cause';
import { coverageFindings, coverageOf } from './coverage-findings';
import { groupTagFindings } from './group-tags';

/** An instance of the account, and its SSM agent. */
export interface InventoriedInstance extends AgentInstance {
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Undefined when the instance is not registered with Systems Manager, or was not looked up. */
  readonly agent: Agent | undefined;
}

/** The backups and problems of one instance. */
export interface InstanceReport {
  readonly instance: InventoriedInstance;
  /** Its element of `backupctl coverage`. */
  readonly judged: ResourceCoverage;
  readonly inGroup: boolean;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
}

/**
 * Reports what backs up an instance, and its problems (S11).
 * @param judged what `backupctl coverage` says about it
 * @param window undefined when the environment has no SSM backup
 */
export function reportOn(
  instance: InventoriedInstance,
  judged: ResourceCoverage,
  window: BackupWindow | undefined,
): InstanceReport {
  const inGroup = isInGroup(instance, window);
  // The automation does not back up an instance with bad tags.
  const badTags = inGroup ? groupTagFindings(instance.tags, instance.id) : [];
  const isReported = badTags.length > 0 && judged.coveredBy.length === 0;
  return {
    instance,
    judged,
    inGroup,
    coverage: coverageOf(judged),
    findings: [
      ...badTags,
      ...(inGroup ? agentFindings(instance, instance.agent) : []),
      ...(window === undefined || inGroup ? [] : inAnotherRegion(instance, window)),
      ...(isReported ? [] : coverageFindings(instance, judged)),
    ],
  };
}

type Tagged = Pick<InventoriedInstance, 'id' | 'region' | 'tags'>;

/** Whether the maintenance window backs up an instance: it has the tag, and is in the window's region. */
export function isInGroup(
  { tags, region }: Pick<Tagged, 'tags' | 'region'>,
  window: BackupWindow | undefined,
): boolean {
  return window !== undefined && hasTag(tags, window) && region === window.region;
}

function hasTag(tags: Tagged['tags'], { group }: BackupWindow): boolean {
  return Object.hasOwn(tags, BACKUP_GROUP_TAG) && tags[BACKUP_GROUP_TAG] === group;
}

function inAnotherRegion({ id, region, tags }: Tagged, window: BackupWindow): Finding[] {
  if (!hasTag(tags, window)) return [];
  return [
    {
      rule: 'out-of-reach',
      severity: 'error',
      source: 'backupctl',
      path: `${id}.${BACKUP_GROUP_TAG}`,
      found: window.group,
      message: `the instance is in ${region}, but the window ${window.name} runs in ${window.region}`,
      remedy: `remove the tag, and back the instance up with a plan in ${region}`,
    },
  ];
}
