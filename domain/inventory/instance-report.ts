import type { Finding } from '../finding';
import { agentFindings, type AgentInstance, type KnownAgent } from './agent-cause';
import { type Coverage, coverageOf, type PlacedInstance, type Source } from './coverage';
import { coverageFindings } from './coverage-findings';
import { GROUP_TAG, groupTagFindings, isInGroup } from './group-tags';

/** An instance of the account, and what Systems Manager knows of it. */
export interface InventoriedInstance extends PlacedInstance, AgentInstance {
  /** Undefined when Systems Manager does not know it, or nobody asked. */
  readonly agent: KnownAgent | undefined;
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
  const all = window === undefined ? sources : [...sources, windowSource(window)];
  const coverage = coverageOf(instance, all, { optedIn: optedIn(instance.region) });
  const carriesTag = window !== undefined && isInGroup(instance.tags, window.group);
  const inGroup = carriesTag && instance.region === window.region;
  return {
    instance,
    inGroup,
    coverage,
    findings: [
      ...(inGroup ? [...groupTagFindings(instance.tags, instance.id), ...agentFindings(instance, instance.agent)] : []),
      ...(carriesTag && !inGroup ? [outOfReach(instance, window)] : []),
      ...coverageFindings(instance, coverage),
    ],
  };
}

function windowSource({ name, region, group }: BackupWindow): Source {
  const conditions = [{ operator: 'stringEquals', key: GROUP_TAG, value: group }] as const;
  return { kind: 'window', name, region, selection: { resources: [], notResources: [], tags: [], conditions } };
}

function outOfReach({ id, region }: PlacedInstance, window: BackupWindow): Finding {
  return {
    rule: 'out-of-reach',
    severity: 'error',
    source: 'ours',
    path: `${id}.${GROUP_TAG}`,
    found: window.group,
    message: `the instance is in ${region}, but the window ${window.name} runs in ${window.region}`,
    remedy: `take the tag off, and back it up by a plan in ${region}`,
  };
}
