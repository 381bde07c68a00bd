import type { Agent } from '../agents/lost-agents';
import type { Finding } from '../finding';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import { agentFindings, type AgentInstance } from './agent-cause';
import { type Coverage, coverageOf, type PlacedInstance, type Source } from './coverage';
import { coverageFindings } from './coverage-findings';
import { groupTagFindings } from './group-tags';

/** An instance of the account, and what Systems Manager knows of it. */
export interface InventoriedInstance extends PlacedInstance, AgentInstance {
  /** Undefined when Systems Manager does not know it, or nobody asked. */
  readonly agent: Agent | undefined;
}

/** The maintenance window of an environment and its group. */
export interface BackupWindow {
  readonly name: string;
  readonly region: string;
  readonly group: string;
}

/** What backs up an account. */
export interface Inventoried {
  readonly sources: readonly Source[];
  /** Undefined when the environment has no SSM backup. */
  readonly window: BackupWindow | undefined;
  /** Whether the region has opted in EC2. */
  readonly optedIn: (region: string) => boolean;
}

/** What was found out about one instance. */
export interface InstanceReport {
  readonly instance: InventoriedInstance;
  readonly inGroup: boolean;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
}

/** What backs up an instance, and what is not in order about it (S11). */
export function reportOn(instance: InventoriedInstance, { sources, window, optedIn }: Inventoried): InstanceReport {
  const inGroup = isInGroup(instance, window);
  const unfit = inGroup ? groupTagFindings(instance.tags, instance.id) : [];
  // The automation of an instance whose tags it cannot use ends before it begins.
  const all = window === undefined || unfit.length > 0 ? sources : [...sources, windowSource(window)];
  const coverage = coverageOf(instance, all, { optedIn: optedIn(instance.region) });
  const isTold = unfit.length > 0 && coverage.length === 0;
  return {
    instance,
    inGroup,
    coverage,
    findings: [
      ...unfit,
      ...(inGroup ? agentFindings(instance, instance.agent) : []),
      ...(window === undefined || inGroup ? [] : outOfReach(instance, window)),
      ...(isTold ? [] : coverageFindings(instance, coverage)),
    ],
  };
}

function windowSource({ name, region, group }: BackupWindow): Source {
  const conditions = [{ operator: 'stringEquals', key: BACKUP_GROUP_TAG, value: group }] as const;
  return { kind: 'window', name, region, selection: { resources: [], notResources: [], tags: [], conditions } };
}

/** Whether the window reaches an instance: by its tag, in the window's own region. */
export function isInGroup({ tags, region }: PlacedInstance, window: BackupWindow | undefined): boolean {
  return window !== undefined && carriesTag(tags, window) && region === window.region;
}

function carriesTag(tags: PlacedInstance['tags'], { group }: BackupWindow): boolean {
  return Object.hasOwn(tags, BACKUP_GROUP_TAG) && tags[BACKUP_GROUP_TAG] === group;
}

function outOfReach({ id, region, tags }: PlacedInstance, window: BackupWindow): Finding[] {
  if (!carriesTag(tags, window)) return [];
  return [
    {
      rule: 'out-of-reach',
      severity: 'error',
      source: 'backupctl',
      path: `${id}.${BACKUP_GROUP_TAG}`,
      found: window.group,
      message: `the instance is in ${region}, but the window ${window.name} runs in ${window.region}`,
      remedy: `take the tag off, and back it up by a plan in ${region}`,
    },
  ];
}
