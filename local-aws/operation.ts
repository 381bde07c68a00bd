import type { Clock } from './clock';

/** A request, read: path parameters, query and body of a REST one, or the body of any other. */
export type Input = Readonly<Record<string, any>>;

/** What is asked, and what the answer may use. */
export interface OperationContext<State> {
  readonly region: string;
  readonly input: Input;
  readonly state: State & Paged;
  readonly clock: Clock;
  /** What a client of moto is made with, for what an operation does in other services. */
  readonly moto: MotoClient;
}

/** What makes a client of the AWS SDK ask moto. */
export interface MotoClient {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** One operation of an AWS API, on the state that its area keeps. */
export interface Operation<State> {
  /** As IAM names it. */
  readonly action: string;
  /** The AWS page whose behaviour it follows. */
  readonly page: string;
  /** Of a REST operation: method and path, such as `GET /backup-vaults/{backupVaultName}`. */
  readonly route?: string;
  readonly answer: (asked: OperationContext<State>) => unknown;
}

/** An error in AWS's form. */
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

/** What is asked is done, and the answer never arrives. */
export const LOST_RESPONSE = 'lost response';

/** A proxy answers with this body and status 200 instead of AWS, and nothing is done. */
export class ForeignBody {
  constructor(readonly body: string) {}
}

/** Bodies that are no AWS response. */
export const FOREIGN_BODIES = [new ForeignBody(''), new ForeignBody('<html><body>Try again later.</body></html>')];

/** How a request ends instead of with AWS's response. */
export type Ending = Fault | ForeignBody | typeof LOST_RESPONSE;

export interface Paged {
  /** How much one page holds, whatever is asked for. */
  pageSize: number;
}

/** One page of a list, and the token of the next one: its position. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  { pageSize }: Paged,
): { part: T[]; NextToken?: string } {
  const start = Number(token ?? 0);
  const end = start + pageSize;
  return { part: all.slice(start, end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}
