import type { Agent } from '../agents/lost-agents';
import type { Finding } from '../finding';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { WindowHours } from '../ssm-backup/window-capacity';
import { agentFindings, type AgentInstance } from './agent-cause';
import { type Coverage, coverageOf, type PlacedInstance, type Source } from './coverage';
import { coverageFindings } from './coverage-findings';
import { groupTagFindings } from './group-tags';

/** An instance of the account, and its SSM agent. */
export interface InventoriedInstance extends PlacedInstance, AgentInstance {
  /** Undefined when the instance is not registered with Systems Manager, or was not looked up. */
  readonly agent: Agent | undefined;
}

/** The maintenance window of an environment and its group. */
export interface BackupWindow extends WindowHours {
  readonly region: string;
  readonly group: string;
}

/** The backups of an account. */
export interface Inventoried {
  readonly sources: readonly Source[];
  /** Undefined when the environment has no SSM backup. */
  readonly window: BackupWindow | undefined;
  /** Whether the region has opted in to EC2. */
  readonly optedIn: (region: string) => boolean;
}

/** The backups and problems of one instance. */
export interface InstanceReport {
  readonly instance: InventoriedInstance;
  readonly inGroup: boolean;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
}

/** Reports what backs up an instance, and its problems (S11). */
export function reportOn(instance: InventoriedInstance, { sources, window, optedIn }: Inventoried): InstanceReport {
  const inGroup = isInGroup(instance, window);
  const badTags = inGroup ? groupTagFindings(instance.tags, instance.id) : [];
  // The automation does not back up an instance with bad tags.
  const all = window === undefined || badTags.length > 0 ? sources : [...sources, windowSource(window)];
  const coverage = coverageOf(instance, all, { optedIn: optedIn(instance.region) });
  const isReported = badTags.length > 0 && coverage.length === 0;
  return {
    instance,
    inGroup,
    coverage,
    findings: [
      ...badTags,
      ...(inGroup ? agentFindings(instance, instance.agent) : []),
      ...(window === undefined || inGroup ? [] : inAnotherRegion(instance, window)),
      ...(isReported ? [] : coverageFindings(instance, coverage)),
    ],
  };
}

const INSTANCES = ['arn:*:ec2:*:*:instance/*'];

/** What a maintenance window backs up: the instances of its group. */
export function windowSource({ name, region, group }: BackupWindow): Source {
  const conditions = [{ operator: 'stringEquals', key: BACKUP_GROUP_TAG, value: group }] as const;
  return { kind: 'window', name, region, selection: { resources: INSTANCES, notResources: [], tags: [], conditions } };
}

/** Whether the maintenance window backs up an instance: it has the tag, and is in the window's region. */
export function isInGroup({ tags, region }: PlacedInstance, window: BackupWindow | undefined): boolean {
  return window !== undefined && hasTag(tags, window) && region === window.region;
}

function hasTag(tags: PlacedInstance['tags'], { group }: BackupWindow): boolean {
  return Object.hasOwn(tags, BACKUP_GROUP_TAG) && tags[BACKUP_GROUP_TAG] === group;
}

function inAnotherRegion({ id, region, tags }: PlacedInstance, window: BackupWindow): Finding[] {
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
