import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

/**
 * Agents whose connections break when nothing has arrived for this long: the SDK limits how long it waits for a response to
 * begin, but not how long for the rest of it.
 *
 * @param timeout in milliseconds
 */
export function agentsWithTimeout(timeout: number): { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent } {
  const options = { keepAlive: true, maxSockets: 50, timeout };
  return {
    httpAgent: breakingAgent(new HttpAgent(options)),
    httpsAgent: breakingAgent(new HttpsAgent(options)),
  };
}

/** Node.js only emits an event when a connection is silent. */
function breakingAgent<A extends HttpAgent>(agent: A): A {
  const creating = agent as A & { createConnection: (...args: unknown[]) => Socket };
  const create = creating.createConnection.bind(agent);
  creating.createConnection = (...args) => {
    const socket = create(...args);
    socket.on('timeout', () => void socket.destroy());
    return socket;
  };
  return agent;
}
