import type { Finding } from '../finding';

/** What Systems Manager knows of an instance, as it names it: `Online`, `ConnectionLost`, `Inactive`. */
export interface KnownAgent {
  readonly ping: string;
  /** ISO 8601; undefined when the agent never answered. */
  readonly lastPing: string | undefined;
}

/** How an instance gets out of its subnet. */
export interface WayOut {
  /** Whether the VPC has the interface endpoints that the agent talks to. */
  readonly endpoints: boolean;
  /** What the subnet's route table has for all addresses of the internet. */
  readonly defaultRoute: 'internet-gateway' | 'other' | 'none';
}

/** An instance, as far as its agent is concerned. */
export interface AgentInstance {
  readonly id: string;
  /** As EC2 names it, such as `running`. */
  readonly state: string;
  readonly instanceProfileArn: string | undefined;
  readonly publicAddress: boolean;
  /** Undefined when nobody looked. */
  readonly wayOut: WayOut | undefined;
}

/**
 * That Systems Manager does not reach an instance of the group, with the likely cause (S11). The agent of an instance that
 * does not run cannot answer: only a warning.
 *
 * @param agent undefined when Systems Manager does not know the instance
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/troubleshooting-managed-nodes.html
 */
export function agentFindings(instance: AgentInstance, agent: KnownAgent | undefined): Finding[] {
  if (agent?.ping === 'Online') return [];
  const { message, rule } = agent === undefined ? UNKNOWN : lost(agent);
  const common = { rule, source: 'ours', path: instance.id } as const;
  if (instance.state !== 'running') {
    const why = `the instance is ${instance.state}, so that its agent cannot answer`;
    return [{ ...common, severity: 'warning', message: `${message}: ${why}`, remedy: 'look again when it runs' }];
  }
  const { cause, remedy } = likelyCause(instance, agent !== undefined);
  return [{ ...common, severity: 'error', message: `${message}; likely cause: ${cause}`, remedy }];
}

const UNKNOWN = { rule: 'agent-unknown', message: 'Systems Manager does not know it' };

function lost({ ping, lastPing }: KnownAgent): { rule: string; message: string } {
  const since = lastPing === undefined ? '' : `, last answer ${lastPing}`;
  return { rule: 'agent-lost', message: `Systems Manager lost its agent (${ping}${since})` };
}

/** Nothing works without credentials, and nothing without a way to Systems Manager. */
function likelyCause(
  { instanceProfileArn, publicAddress, wayOut }: AgentInstance,
  known: boolean,
): { cause: string; remedy: string } {
  if (instanceProfileArn === undefined) {
    return {
      cause: 'no instance profile is attached, so that the agent has no credentials',
      remedy: 'attach an instance profile whose role has AmazonSSMManagedInstanceCore',
    };
  }
  const blocked = wayOut && blockedBy(wayOut, publicAddress);
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

function blockedBy({ endpoints, defaultRoute }: WayOut, publicAddress: boolean): string | undefined {
  if (endpoints) return undefined;
  const without = 'and the VPC has no endpoints for Systems Manager';
  if (defaultRoute === 'none') return `its subnet has no route to the internet, ${without}`;
  if (defaultRoute === 'internet-gateway' && !publicAddress) {
    return `it has no public address for its internet gateway, ${without}`;
  }
  return undefined;
}
