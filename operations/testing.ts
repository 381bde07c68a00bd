// It is about versions of the SDK which this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** How a call ends. `crash`: it is done, and the caller is no more. */
export type Fault = 'throttling' | 'access denied' | 'lost answer' | 'crash';

export const FAULTS: readonly Fault[] = ['throttling', 'access denied', 'lost answer', 'crash'];

/** Which call ends how, the first one being 0. */
export interface FaultyCall {
  readonly call: number;
  readonly ends: Fault;
}

/** What is asked in a command. */
export type Asked = Readonly<Record<string, any>>;

/** AWS in memory: what its clients ask is answered by functions, with a fault at one call. */
export interface FakeAws {
  /** Every command so far, of every client. */
  readonly calls: string[];
  /** Settles when a crash has happened. */
  readonly crashed: Promise<'crashed'>;
  /** Lets a client of the SDK ask here. */
  readonly serve: <Client extends { readonly middlewareStack: { readonly add: any } }>(client: Client) => Client;
}

export const FAKE_CONFIGURATION = { region: 'eu-west-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

/** @param answers by the name of the command */
export function fakeAws(answers: Readonly<Record<string, (input: Asked) => object>>, fault?: FaultyCall): FakeAws {
  const calls: string[] = [];
  const crash = settledLater();
  const answer = (commandName: string, input: Asked): Promise<object> => {
    const ends = fault?.call === calls.length ? fault.ends : undefined;
    calls.push(commandName);
    if (ends === 'throttling') throw awsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    if (ends === 'access denied') throw awsError('UnauthorizedOperation', 'You are not authorized.', 403);
    const output = { $metadata: {}, ...answers[commandName]?.(input) };
    if (ends === 'lost answer') throw awsError('TimeoutError', 'Socket timed out.', undefined);
    if (ends !== 'crash') return Promise.resolve({ response: {}, output });
    crash.settle();
    return new Promise(() => {});
  };
  return {
    calls,
    crashed: crash.promise,
    serve: (client) => {
      client.middlewareStack.add(
        (_next: unknown, { commandName }: { readonly commandName: string }) =>
          ({ input }: { readonly input: Asked }) =>
            Promise.resolve().then(() => answer(commandName, input)),
        { step: 'initialize', name: 'fake' },
      );
      return client;
    },
  };
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
