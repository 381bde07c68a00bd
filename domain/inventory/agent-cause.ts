import { type Agent, type GroupInstance, isRunning } from '../agents/lost-agents';
import type { Finding } from '../finding';

/** How an instance reaches networks outside its subnet. */
export interface Egress {
  /** Whether the VPC has the interface endpoints that the agent uses. */
  readonly endpoints: boolean;
  /** The target of the default route in the subnet's route table. */
  readonly defaultRoute: 'internet-gateway' | 'other' | 'none';
}

/** An instance, with the properties that affect its agent. */
export interface AgentInstance extends GroupInstance {
  readonly instanceProfileArn: string | undefined;
  readonly publicAddress: boolean;
  /** Undefined when it was not read. */
  readonly egress: Egress | undefined;
}

/**
 * Reports a running instance of the group that Systems Manager does not reach, with the likely cause (S11).
 *
 * @param agent undefined when the instance is not registered with Systems Manager
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/troubleshooting-managed-nodes.html
 */
export function agentFindings(instance: AgentInstance, agent: Agent | undefined): Finding[] {
  if (!isRunning(instance) || agent?.pingStatus === 'Online') return [];
  const { rule, message } = agent === undefined ? NOT_REGISTERED : lost(agent);
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

const NOT_REGISTERED = { rule: 'agent-unknown', message: 'it is not registered with Systems Manager' };

function lost({ pingStatus, lastPingAt }: Agent): { rule: string; message: string } {
  const since = lastPingAt === undefined ? '' : `, last ping at ${lastPingAt}`;
  return { rule: 'agent-lost', message: `Systems Manager lost contact with its agent (${pingStatus}${since})` };
}

/** The agent needs credentials first, then a route to Systems Manager. */
function likelyCause(
  { instanceProfileArn, publicAddress, egress }: AgentInstance,
  isRegistered: boolean,
): { cause: string; remedy: string } {
  if (instanceProfileArn === undefined) {
    return {
      cause: 'no instance profile is attached, so the agent has no credentials',
      remedy: 'attach an instance profile whose role has AmazonSSMManagedInstanceCore',
    };
  }
  const blocked = egress && blockedBy(egress, publicAddress);
  if (blocked !== undefined) {
    return {
      cause: blocked,
      remedy: `create the interface endpoints ${ENDPOINTS.join(' and ')} in the VPC, or a NAT gateway`,
    };
  }
  const role = `the role of ${instanceProfileArn.replace(/^.*:/, '')} has AmazonSSMManagedInstanceCore`;
  return isRegistered
    ? {
        cause: 'the agent has stopped, or a security group, network ACL or proxy blocks it',
        remedy: `check that amazon-ssm-agent is running, that ${role}, and that its security groups allow outbound HTTPS`,
      }
    : {
        cause: 'the agent is not installed or not running, or its role lacks AmazonSSMManagedInstanceCore',
        remedy: `install and start amazon-ssm-agent, and check that ${role}`,
      };
}

/** The services that the agent calls, by the last part of the endpoint name `com.amazonaws.<region>.<service>`. */
export const ENDPOINTS = ['ssm', 'ssmmessages'] as const;

function blockedBy({ endpoints, defaultRoute }: Egress, publicAddress: boolean): string | undefined {
  if (endpoints) return undefined;
  const noEndpoints = 'and the VPC has no endpoints for Systems Manager';
  if (defaultRoute === 'none') return `its subnet has no route to the internet, ${noEndpoints}`;
  if (defaultRoute === 'internet-gateway' && !publicAddress) {
    return `its subnet has an internet gateway but the instance has no public address, ${noEndpoints}`;
  }
  return undefined;
}
