/** An instance of the backup group. */
export interface GroupInstance {
  readonly id: string;
  readonly name: string;
  /** As EC2 names it, such as `running`. */
  readonly state: string;
}

/** The agent on an instance, as SSM reports it. */
export interface Agent {
  readonly instanceId: string;
  /** As SSM names it: `Online`, `ConnectionLost` or `Inactive`. */
  readonly pingStatus: string;
  /** ISO 8601. */
  readonly lastPingAt: string | undefined;
}

/** A running instance that SSM cannot reach. */
export interface LostAgent {
  readonly instanceId: string;
  readonly name: string;
  /** The ping status, or `unknown to SSM`. */
  readonly status: string;
  readonly lastPingAt: string | undefined;
}

const UNKNOWN_TO_SSM = 'unknown to SSM';

/**
 * The running instances whose agent is not online, or that are not registered with SSM (S6). The agent of a stopped
 * instance is off, which SSM also calls a lost connection: this is not a fault, and its image needs no agent.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
 */
export function lostAgents(instances: readonly GroupInstance[], agents: readonly Agent[]): LostAgent[] {
  const known = new Map(agents.map((agent) => [agent.instanceId, agent]));
  return instances
    .filter(isRunning)
    .map(({ id, name }) => ({
      name,
      ...(known.get(id) ?? { instanceId: id, pingStatus: UNKNOWN_TO_SSM, lastPingAt: undefined }),
    }))
    .filter(({ pingStatus }) => pingStatus !== 'Online')
    .map(({ pingStatus, ...agent }) => ({ ...agent, status: pingStatus }))
    .toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
}

export function isRunning({ state }: GroupInstance): boolean {
  return state === 'running';
}
