import { Readable } from 'node:stream';

import { HttpResponse } from '@smithy/core/protocols';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/**
 * How a call ends. `crash`: AWS executes it, and the caller is killed. `empty body`, `HTML body`: a proxy answers with status
 * 200 instead of AWS, and nothing is done.
 */
export type Fault = 'throttling' | 'access denied' | 'lost response' | 'crash' | 'empty body' | 'HTML body';

export const FAULTS: readonly Fault[] = [
  'throttling',
  'access denied',
  'lost response',
  'crash',
  'empty body',
  'HTML body',
];

const BODIES: Partial<Record<Fault, string>> = {
  'empty body': '',
  'HTML body': '<html><head><title>Busy</title></head><body>Try again later.</body></html>',
};

/** The call that fails, counted from 0, and how. */
export interface FaultyCall {
  readonly call: number;
  readonly ends: Fault;
}

/** The input of a command. */
export type Asked = Readonly<Record<string, any>>;

/** AWS in memory: functions answer the commands of its clients, with a fault at one call. */
export interface FakeAws {
  /** Every command so far, of every client. */
  readonly calls: string[];
  /** Settles when a crash has happened. */
  readonly crashed: Promise<'crashed'>;
  /** Makes a client of the SDK call these functions. */
  readonly serve: <Client extends { readonly middlewareStack: { readonly add: any } }>(client: Client) => Client;
}

export const FAKE_CONFIGURATION = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  // Without `info`, the SDK does not prepare every input and output for a log.
  logger: {} as Console,
};

/** @param answers by the name of the command */
export function fakeAws(answers: Readonly<Record<string, (input: Asked) => object>>, fault?: FaultyCall): FakeAws {
  const calls: string[] = [];
  const crash = settledLater();
  const answer = (commandName: string, input: Asked): Promise<object> => {
    const ends = fault?.call === calls.length ? fault.ends : undefined;
    calls.push(commandName);
    if (ends === 'throttling') throw awsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    if (ends === 'access denied') throw awsError('UnauthorizedOperation', 'You are not authorized.', 403);
    const output = { $metadata: { requestId: 'request-of-the-double' }, ...answers[commandName]?.(input) };
    if (ends === 'lost response') throw awsError('TimeoutError', 'Socket timed out.', undefined);
    if (ends !== 'crash') return Promise.resolve({ response: {}, output });
    crash.settle();
    return new Promise(() => {});
  };
  return {
    calls,
    crashed: crash.promise,
    serve: (client) => {
      client.middlewareStack.add(
        (next: (args: object) => Promise<object>, { commandName }: { readonly commandName: string }) =>
          (args: { readonly input: Asked }) => {
            const body = fault?.call === calls.length ? BODIES[fault.ends] : undefined;
            if (body === undefined) return Promise.resolve().then(() => answer(commandName, args.input));
            calls.push(commandName);
            return next(args);
          },
        { step: 'initialize', name: 'fake' },
      );
      // Below the SDK's own parser, which reads the body.
      client.middlewareStack.add(
        () => () => Promise.resolve({ response: responseWith((fault && BODIES[fault.ends]) ?? '') }),
        {
          step: 'deserialize',
          priority: 'low',
          name: 'proxy',
        },
      );
      return client;
    },
  };
}

/** Answers with these bodies and status 200, in order. */
export function bodyHandler(bodies: readonly string[]) {
  const next = [...bodies];
  return { handle: () => Promise.resolve({ response: responseWith(next.shift() ?? '') }) };
}

function responseWith(body: string): HttpResponse {
  return new HttpResponse({ statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)]) });
}

/** An error of the SDK. */
export function awsError(name: string, message: string, httpStatusCode: number | undefined): Error {
  const $metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return Object.assign(new Error(message), { name, $metadata });
}

/** A page of two. */
export function pageOf(name: string, all: readonly object[], { NextToken = '0' }: Asked): object {
  const end = Number(NextToken) + 2;
  return { [name]: all.slice(Number(NextToken), end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}

function settledLater(): { readonly promise: Promise<'crashed'>; readonly settle: () => void } {
  const later: { settle?: () => void } = {};
  const promise = new Promise<'crashed'>((resolve) => {
    later.settle = () => resolve('crashed');
  });
  return { promise, settle: () => later.settle?.() };
}
