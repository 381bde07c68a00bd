import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { sendResponse, sendFault } from './response';
import { callerAccounts } from './accounts';
import { readCall, type Call } from './call';
import { startClock, type Clock } from './clock';
import type { Running } from './moto';
import {
  CONNECTION_RESET,
  Fault,
  ForeignBody,
  FORWARD,
  LOST_RESPONSE,
  NO_RESPONSE,
  TRUNCATED,
  type Ending,
} from './operation';
import { truncate } from './truncate';
import { continueOperations } from './operations/stack-set-progress';
import { emptyState, OPERATIONS, type StandInState } from './operations';

/** A test double of what moto lacks. It receives every request and forwards what it does not implement to moto. */
export interface StandIn extends Running {
  readonly state: StandInState;
  readonly clock: Clock;
  /** The inputs of all requests of an action, oldest first. */
  readonly requests: (action: string) => Call['input'][];
  /** The actions of all requests, oldest first. */
  readonly actions: string[];
  /** Makes the next requests of an action end like this, in order. */
  readonly fail: (action: string, faults: readonly Ending[]) => void;
  /** Calls a function with the action of each request. Its answer waits for that. */
  readonly onRequest: (listener: RequestListener) => void;
  /** Discards all state except moto's. */
  readonly reset: () => void;
}

type RequestListener = (action: string) => void | Promise<void>;

/** @param port 0 for a free port */
export async function startStandIn(motoUrl: string, port = 0): Promise<StandIn> {
  const state = emptyState();
  const clock = startClock();
  const accounts = callerAccounts();
  const calls: Call[] = [];
  const actions: string[] = [];
  const faults = new Map<string, Ending[]>();
  let listener: RequestListener = ignore;

  const serve: Serve = async (incoming, response) => {
    const call = await readCall(incoming);
    const { action } = call;
    calls.push(call);
    actions.push(action);
    await listener(action);
    clock.advance(clock.perRequest);
    await continueOperations({ state, clock, endpoint: urlOf(inside) });
    await answerCall(call, response, faults.get(action)?.shift());
  };
  const answerCall = async (call: Call, response: ServerResponse, fault?: Ending): Promise<void> => {
    const { incoming, accessKeyId, action, region, input, protocol } = call;
    try {
      if (fault instanceof Fault) throw fault;
      if (fault === NO_RESPONSE) return;
      if (fault === CONNECTION_RESET) {
        incoming.socket.resetAndDestroy();
        return;
      }
      if (fault === TRUNCATED) truncate(response);
      if (fault instanceof ForeignBody) {
        response.writeHead(200, { 'content-type': 'text/html' }).end(fault.body);
        return;
      }
      const operation = OPERATIONS.find((one) => one.action === action);
      const moto = { region, endpoint: motoUrl, credentials: { accessKeyId, secretAccessKey: 'local' } };
      const answer = operation
        ? await operation.answer({ account: await accounts.of(moto), region, input, state, clock, moto })
        : FORWARD;
      if (answer === FORWARD) await forward(motoUrl, call, response, fault === LOST_RESPONSE);
      else if (fault === LOST_RESPONSE) response.destroy();
      else sendResponse(response, call, answer);
    } catch (error) {
      sendFault(response, protocol, error instanceof Fault ? error : new Fault('StandInFailed', String(error), 500));
    }
  };
  const server = await listen(serve, port);
  // What AWS services call in accounts is not a request of a user: it is not recorded, and does not fail for one.
  const inside = await listen(async (incoming, response) => answerCall(await readCall(incoming), response), 0);
  return {
    url: urlOf(server),
    state,
    clock,
    actions,
    requests: (action) => calls.filter((call) => call.action === action).map(({ input }) => input),
    fail: (action, next) => void faults.set(action, [...next]),
    onRequest: (next) => void (listener = next),
    reset: () => {
      Object.assign(state, emptyState());
      accounts.clear();
      clock.reset();
      calls.length = 0;
      actions.length = 0;
      faults.clear();
      listener = ignore;
    },
    stop: async () => {
      await Promise.all([server, inside].map(close));
    },
  };
}

type Serve = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(serve: Serve, port: number): Promise<Server> {
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) =>
      sendFault(response, 'json', new Fault('StandInFailed', String(error), 500)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function ignore(): void {}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function forward(
  motoUrl: string,
  { incoming, body, protocol }: Call,
  response: ServerResponse,
  lost: boolean,
): Promise<void> {
  const { method, url = '/', headers } = incoming;
  return new Promise((resolve) => {
    const onward = httpRequest(new URL(url, motoUrl), { method: method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      if (lost) {
        answer.resume();
        answer.once('end', () => response.destroy());
      } else answer.pipe(response);
      answer.once('end', resolve);
    });
    onward.on('error', (error) => {
      sendFault(response, protocol, new Fault('MotoFailed', error.message, 500));
      resolve();
    });
    onward.end(body);
  });
}
