/** What AWS Backup and AWS Organizations would know. Tests write it. */
export interface StandInState {
  /** As `BackupJob` of the API, in the order of the answer; times in seconds since 1970. */
  readonly jobs: {
    readonly region: string;
    readonly job: Readonly<Record<string, unknown>> & { CreationDate: number };
  }[];
  readonly globalSettings: Record<string, string>;
  /** By region. */
  readonly optIn: Record<string, Record<string, boolean>>;
  readonly delegatedAdministrators: { readonly Id: string; readonly ServicePrincipal: string }[];
  /** By account; an account without one has no effective policy. */
  readonly effectivePolicies: Record<string, unknown>;
  /** By account. */
  readonly validationErrors: Record<string, readonly Readonly<Record<string, unknown>>[]>;
  /** Accounts of the organization. */
  readonly accounts: string[];
  /** How much one page holds, whatever is asked for. */
  pageSize: number;
}

export function emptyState(): StandInState {
  return {
    jobs: [],
    globalSettings: {},
    optIn: {},
    delegatedAdministrators: [],
    effectivePolicies: {},
    validationErrors: {},
    accounts: [],
    pageSize: 2,
  };
}

/** A request, read. */
export interface Asked {
  readonly region: string;
  /** The body of a JSON request, or the query of a REST one. */
  readonly input: Readonly<Record<string, string | undefined>>;
  readonly state: StandInState;
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

export interface Operation {
  /** As IAM names it. */
  readonly action: string;
  /** The AWS page whose behaviour it follows. */
  readonly page: string;
  /** Of a REST operation: method and path. */
  readonly route?: string;
  readonly answer: (asked: Asked) => unknown;
}

/** One page of a list, and the token of the next one: its position. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  state: StandInState,
): { part: T[]; NextToken?: string } {
  const start = Number(token ?? 0);
  const end = start + state.pageSize;
  return { part: all.slice(start, end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}
