import type { SSMClient } from '@aws-sdk/client-ssm';

import { lostAgents } from '../../domain/agents/lost-agents';
import { judgePlace } from '../../domain/coverage/judge-place';
import type { Protection } from '../../domain/coverage/protection';
import type { Place } from '../../domain/coverage/resource';
import type { BackupWindow } from '../../domain/coverage/source';
import type { Unread } from '../../domain/coverage/status';
import {
  type InstanceReport,
  type InventoriedInstance,
  isInGroup,
  reportOn,
} from '../../domain/inventory/instance-report';
import { agentsOf } from '../agents/agents';
import type { BackupClients } from '../coverage/clients';
import { readInstances } from '../coverage/read-place';
import type { Progress } from '../progress';
import { type Instance, instancesIn } from './instances';
import { findEgress } from './egress';

/** Clients of one region. */
export interface InventoryClients extends BackupClients {
  readonly ssm: SSMClient;
}

/** What the configuration says about the backups of an account. */
export interface Inventoried {
  /** Undefined when the environment has no SSM backup. */
  readonly window: BackupWindow | undefined;
  /** Whether the configuration leaves the region's opt-in to others. */
  readonly readsOptIn: (region: string) => boolean;
  readonly protections: (optIn: Readonly<Record<string, boolean>>) => readonly Protection[];
  readonly now: Date;
}

/** The instances of one region. */
export interface Inventory {
  readonly reports: readonly InstanceReport[];
  readonly unread: readonly Unread[];
}

/**
 * What backs up each instance of an account in one region, as `backupctl coverage` judges it, and what is wrong (S11). It only
 * reads. Agents and routes are read only when instances of the group need them.
 */
export async function takeInventory(
  clients: InventoryClients,
  place: Place,
  { window, readsOptIn, protections, now }: Inventoried,
  progress: Progress,
): Promise<Inventory> {
  const { account: accountId, region } = place;
  const instances = await instancesIn(clients.ec2, { accountId, region });
  progress(`${region}: ${instances.length} instances`);
  const options = { hasWindow: window?.region === region, readsOptIn: readsOptIn(region) };
  const { resources, optIn, unread } = await readInstances(clients, place, instances, options);
  const judged = judgePlace({ resources, unread }, protections(optIn), now);
  const byId = new Map(judged.map((one) => [one.arn.replace(/^.*\//, ''), one]));
  const withAgents = await findAgents(clients, instances, window, progress);
  return {
    reports: withAgents.map((instance) => {
      const found = byId.get(instance.id);
      if (!found) throw new Error(`${instance.id} is not judged`);
      return reportOn(instance, found, window);
    }),
    unread,
  };
}

async function findAgents(
  { ec2, ssm }: InventoryClients,
  instances: readonly Instance[],
  window: BackupWindow | undefined,
  progress: Progress,
): Promise<InventoriedInstance[]> {
  const group = instances.filter((instance) => isInGroup(instance, window));
  if (group.length === 0) return instances.map((instance) => ({ ...instance, egress: undefined, agent: undefined }));
  const known = await agentsOf(
    ssm,
    group.map(({ id }) => id),
  );
  progress(`${window?.region}: ${known.length} agents`);
  const agents = new Map(known.map((agent) => [agent.instanceId, agent]));
  const lost = new Set(lostAgents(group, known).map(({ instanceId }) => instanceId));
  const egressOf = await findEgress(
    ec2,
    group.filter(({ id }) => lost.has(id)),
  );
  return instances.map((instance) => ({
    ...instance,
    egress: lost.has(instance.id) ? egressOf(instance) : undefined,
    agent: agents.get(instance.id),
  }));
}
