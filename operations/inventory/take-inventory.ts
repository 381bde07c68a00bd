import type { EC2Client } from '@aws-sdk/client-ec2';
import type { SSMClient } from '@aws-sdk/client-ssm';

import { lostAgents } from '../../domain/agents/lost-agents';
import { type InstanceReport, type Inventoried, isInGroup, reportOn } from '../../domain/inventory/instance-report';
import { agentsOf } from '../agents/agents';
import type { Progress } from '../progress';
import { type Instance, instancesIn, type Place } from './instances';
import { findEgress } from './egress';

/** Clients of one region. */
export interface InventoryClients {
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
}

/**
 * What backs up each instance of an account in one region, and what is wrong (S11). It only reads. Agents and routes are
 * read only when instances of the group need them.
 */
export async function takeInventory(
  { ec2, ssm }: InventoryClients,
  place: Place,
  inventoried: Inventoried,
  progress: Progress,
): Promise<InstanceReport[]> {
  const instances = await instancesIn(ec2, place);
  progress(`${place.region}: ${instances.length} instances`);
  const group = instances.filter((instance) => isInGroup(instance, inventoried.window));
  if (group.length === 0) return instances.map((instance) => reportOn(withoutAgent(instance), inventoried));

  const known = await agentsOf(
    ssm,
    group.map(({ id }) => id),
  );
  progress(`${place.region}: ${known.length} agents`);
  const agents = new Map(known.map((agent) => [agent.instanceId, agent]));
  const lost = lostAgents(group, known).map(({ instanceId }) => instanceId);
  const egressOf = await findEgress(
    ec2,
    group.filter(({ id }) => lost.includes(id)),
  );
  return instances.map((instance) => {
    const egress = lost.includes(instance.id) ? egressOf(instance) : undefined;
    return reportOn({ ...instance, egress, agent: agents.get(instance.id) }, inventoried);
  });
}

function withoutAgent(instance: Instance) {
  return { ...instance, egress: undefined, agent: undefined };
}
