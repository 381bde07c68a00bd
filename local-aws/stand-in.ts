import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { Running } from './moto';
import { emptyState, Fault, type Asked, type StandInState } from './operation';
import { OPERATIONS } from './operations';

/** A test double of what moto lacks. It stands in front of moto, and hands on what it does not answer itself. */
export interface StandIn extends Running {
  readonly state: StandInState;
  /** What was asked so far. */
  readonly requests: { readonly action: string; readonly region: string; readonly input: Asked['input'] }[];
  /** Lets the next requests of an action fail, one after the other. */
  readonly fail: (action: string, faults: readonly Fault[]) => void;
  /** Forgets everything. */
  readonly reset: () => void;
}

interface Call {
  readonly incoming: IncomingMessage;
  readonly body: string;
  readonly action: string;
  readonly region: string;
  readonly input: Asked['input'];
}

export async function startStandIn(motoUrl: string): Promise<StandIn> {
  const state = emptyState();
  const requests: { action: string; region: string; input: Asked['input'] }[] = [];
  const faults = new Map<string, Fault[]>();

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(incoming);
    const { action, region, input } = call;
    requests.push({ action, region, input });
    try {
      const fault = faults.get(action)?.shift();
      if (fault) throw fault;
      const operation = OPERATIONS.find((one) => one.action === action);
      if (operation) send(response, 200, operation.answer({ region, input, state }));
      else handOn(motoUrl, call, response);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      sendFault(response, error);
    }
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) =>
      sendFault(response, new Fault('StandInFailed', String(error), 500)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    requests,
    fail: (action, next) => void faults.set(action, [...next]),
    reset: () => {
      Object.assign(state, emptyState());
      requests.length = 0;
      faults.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** AWS names the operation in a header (JSON 1.1) or by method and path (REST), and the region in the signature. */
async function readCall(incoming: IncomingMessage): Promise<Call> {
  const body = await text(incoming);
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? '') ?? [];
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      incoming,
      body,
      region,
      action: `${service}:${target.replace(/^.*\./, '')}`,
      input: JSON.parse(body || '{}'),
    };
  }
  const route = `${incoming.method} ${url.pathname.replace(/\/$/, '')}`;
  const action = OPERATIONS.find((one) => one.route === route)?.action ?? `${service}:${route}`;
  return { incoming, body, region, action, input: Object.fromEntries(url.searchParams) };
}

function handOn(motoUrl: string, { incoming, body }: Call, response: ServerResponse): void {
  const { method, url = '/', headers } = incoming;
  const onward = httpRequest(new URL(url, motoUrl), { method: method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', (error) => sendFault(response, new Fault('MotoFailed', error.message, 500)));
  onward.end(body);
}

/** One form that both protocols read: the header of REST, and the type in the body of JSON 1.1. */
function sendFault(response: ServerResponse, { code, message, status }: Fault): void {
  response.setHeader('x-amzn-errortype', code);
  send(response, status, { __type: code, message, Message: message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': 'request-of-the-stand-in',
  });
  response.end(JSON.stringify(body));
}
