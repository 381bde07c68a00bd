import type { Clock } from './clock';

/** The input of a request: path parameters, query and body for REST, the body for other protocols. */
export type Input = Readonly<Record<string, any>>;

/** Where a resource is, or a request goes. */
export interface Place {
  /** The 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** A resource of the stand-in. Without an account, it is in every account: tests write such state. */
export type Located = Pick<Place, 'region'> & Partial<Place>;

/** Whether a request finds the resource. */
export function isHere(resource: Located, { account, region }: Place): boolean {
  return resource.region === region && (resource.account ?? account) === account;
}

/** A request, and what the response can depend on. */
export interface OperationContext<State> extends Place {
  readonly input: Input;
  readonly state: State & Paged;
  readonly clock: Clock;
  /** Options of a client for moto, for side effects in other services. */
  readonly moto: MotoClient;
}

/** Options that make an AWS SDK client call moto. */
export interface MotoClient {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The answer of an operation that leaves this request to moto. */
export const FORWARD = Symbol('forward to moto');

/** An answer that is sent as it is, such as a document. */
export class RawResponse {
  constructor(
    readonly status: number,
    readonly body = '',
  ) {}
}

/** One operation of an AWS API, with the state of its service. */
export interface Operation<State> {
  /** As IAM names it. */
  readonly action: string;
  /** The AWS page that documents its behavior. */
  readonly page: string;
  /** For a REST operation: method, path and a parameter that must be there, such as `GET /{Bucket}?policy`. */
  readonly route?: string;
  readonly answer: (context: OperationContext<State>) => unknown;
}

/** An error response of AWS. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The request is executed, but its response is lost. */
export const LOST_RESPONSE = 'lost response';

/** A proxy answers with this body and status 200 instead of AWS, and nothing is done. */
export class ForeignBody {
  constructor(readonly body: string) {}
}

/** Bodies that are not AWS responses. */
export const FOREIGN_BODIES = [new ForeignBody(''), new ForeignBody('<html><body>Try again later.</body></html>')];

/** The request is executed, but only half of its response arrives, in a well-formed HTTP response. */
export const TRUNCATED = 'truncated response';

/** The connection breaks before anything is done. */
export const CONNECTION_RESET = 'connection reset';

/** Nothing is done, and no response ever arrives. */
export const NO_RESPONSE = 'no response';

/** How a request ends instead of with AWS's response. */
export type Ending =
  | Fault
  | ForeignBody
  | typeof CONNECTION_RESET
  | typeof LOST_RESPONSE
  | typeof NO_RESPONSE
  | typeof TRUNCATED;

export interface Paged {
  /** The number of elements per page, whatever the request asks for. */
  pageSize: number;
}

/** One page of a list, with the position of the next page as its token. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  { pageSize }: Paged,
): { part: T[]; NextToken?: string } {
  const start = Number(token ?? 0);
  const end = start + pageSize;
  return { part: all.slice(start, end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}
