import { judgePlace } from '../../domain/coverage/judge-place';
import type { FoundResource } from '../../domain/coverage/resource';
import type { ResourceCoverage, Unread } from '../../domain/coverage/status';
import type { CoverageClients } from '../../operations/coverage/clients';
import { readPlace, recordingUnread } from '../../operations/coverage/read-place';
import { inOrder } from '../../operations/in-order';
import type { Progress } from '../../operations/progress';
import type { CoveredAccount } from './covered-accounts';

/** The resources of one account, with their statuses. */
export interface AccountCoverage {
  readonly resources: readonly ResourceCoverage[];
  readonly unread: readonly Unread[];
}

/** How AWS is asked. Tests and the benchmark answer themselves. */
export interface Sources {
  /** @throws {AwsError} when the role of the account cannot be assumed */
  readonly clientsOf: (account: string) => Promise<(region: string) => CoverageClients>;
  /** What AWS Config's aggregator lists in an account, by region. */
  readonly fromConfig: (account: string) => Promise<ReadonlyMap<string, readonly FoundResource[]>>;
  readonly read?: typeof readPlace;
}

export interface Reading {
  readonly now: Date;
  /** Undefined: every region of the account. */
  readonly region: string | undefined;
  readonly progress: Progress;
}

/** Accounts at the same time: each asks all services, whose limits are by account and region. */
const AT_A_TIME = 8;

/** The resources of account after account: no more than a few accounts are in memory. */
export function readAccounts(
  accounts: Iterable<CoveredAccount>,
  sources: Sources,
  reading: Reading,
): AsyncGenerator<AccountCoverage> {
  return inOrder(accounts, { limit: AT_A_TIME }, (account) => readAccount(account, sources, reading));
}

async function readAccount(account: CoveredAccount, sources: Sources, reading: Reading): Promise<AccountCoverage> {
  const { id } = account;
  const { unread, orUnread } = recordingUnread({ account: id, region: '' });
  const fromConfig = await orUnread('config', () => sources.fromConfig(id));
  const clients = await orUnread('account', () => sources.clientsOf(id));
  if (!clients) return { resources: [], unread };
  const resources: ResourceCoverage[] = [];
  const regions = reading.region === undefined ? account.regions : [reading.region];
  for (const region of regions) {
    const place = { clients: clients(region), fromConfig: fromConfig?.get(region) ?? [] };
    const found = await readRegion(account, region, place, { ...reading, read: sources.read ?? readPlace });
    resources.push(...found.resources);
    unread.push(...found.unread);
  }
  return { resources, unread };
}

async function readRegion(
  { id, name, hasWindow, protections }: CoveredAccount,
  region: string,
  { clients, fromConfig }: { readonly clients: CoverageClients; readonly fromConfig: readonly FoundResource[] },
  { now, progress, read }: Reading & { readonly read: typeof readPlace },
): Promise<AccountCoverage> {
  const options = { hasWindow: hasWindow(region), fromConfig };
  const { resources, optIn, unread } = await read(clients, { account: id, region }, options);
  progress(`${name} (${id}), ${region}: ${resources.length} resources`);
  return { resources: judgePlace({ resources, unread }, protections(optIn), now), unread };
}
