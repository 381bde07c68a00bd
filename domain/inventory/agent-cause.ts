import { type Agent, type GroupInstance, isRunning } from '../agents/lost-agents';
import type { Finding } from '../finding';

/** How an instance gets out of its subnet. */
export interface Egress {
  /** Whether the VPC has the interface endpoints that the agent talks to. */
  readonly endpoints: boolean;
  /** What the subnet's route table has for all addresses of the internet. */
  readonly defaultRoute: 'internet-gateway' | 'other' | 'none';
}

/** An instance, as far as its agent is concerned. */
export interface AgentInstance extends GroupInstance {
  readonly instanceProfileArn: string | undefined;
  readonly publicAddress: boolean;
  /** Undefined when nobody looked. */
  readonly egress: Egress | undefined;
}

/**
 * That Systems Manager does not reach a running instance of the group, with the likely cause (S11).
 *
 * @param agent undefined when Systems Manager does not know the instance
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/troubleshooting-managed-nodes.html
 */
export function agentFindings(instance: AgentInstance, agent: Agent | undefined): Finding[] {
  if (!isRunning(instance) || agent?.pingStatus === 'Online') return [];
  const { rule, message } = agent === undefined ? UNKNOWN : lost(agent);
  const { cause, remedy } = likelyCause(instance, agent !== undefined);
  return [
    {
      rule,
      severity: 'error',
      source: 'backupctl',
      path: instance.id,
      message: `${message}; likely cause: ${cause}`,
      remedy,
    },
  ];
}

const UNKNOWN = { rule: 'agent-unknown', message: 'Systems Manager does not know it' };

function lost({ pingStatus, lastPingAt }: Agent): { rule: string; message: string } {
  const since = lastPingAt === undefined ? '' : `, last ping at ${lastPingAt}`;
  return { rule: 'agent-lost', message: `Systems Manager lost its agent (${pingStatus}${since})` };
}

/** Nothing works without credentials, and nothing without a way to Systems Manager. */
function likelyCause(
  { instanceProfileArn, publicAddress, egress }: AgentInstance,
  known: boolean,
): { cause: string; remedy: string } {
  if (instanceProfileArn === undefined) {
    return {
      cause: 'no instance profile is attached, so that the agent has no credentials',
      remedy: 'attach an instance profile whose role has AmazonSSMManagedInstanceCore',
    };
  }
  const blocked = egress && blockedBy(egress, publicAddress);
  if (blocked !== undefined) {
    return {
      cause: blocked,
      remedy: `give the VPC the interface endpoints ${ENDPOINTS.join(' and ')}, or a NAT gateway`,
    };
  }
  const role = `the role of ${instanceProfileArn.replace(/^.*:/, '')} has AmazonSSMManagedInstanceCore`;
  return known
    ? {
        cause: 'the agent has stopped, or a security group, network ACL or proxy stands in its way',
        remedy: `see that amazon-ssm-agent runs, that ${role}, and that HTTPS leaves its security groups`,
      }
    : {
        cause: 'the agent is not installed or does not run, or its role lacks AmazonSSMManagedInstanceCore',
        remedy: `install and start amazon-ssm-agent, and see that ${role}`,
      };
}

/** The services that the agent talks to, by what stands behind `com.amazonaws.<region>.`. */
export const ENDPOINTS = ['ssm', 'ssmmessages'] as const;

function blockedBy({ endpoints, defaultRoute }: Egress, publicAddress: boolean): string | undefined {
  if (endpoints) return undefined;
  const without = 'and the VPC has no endpoints for Systems Manager';
  if (defaultRoute === 'none') return `its subnet has no route to the internet, ${without}`;
  if (defaultRoute === 'internet-gateway' && !publicAddress) {
    return `it has no public address for its internet gateway, ${without}`;
  }
  return undefined;
}
