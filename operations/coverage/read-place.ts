import {
  type FoundResource,
  mergeFound,
  type Place,
  type Resource,
  type SourceName,
} from '../../domain/coverage/resource';
import type { Unread } from '../../domain/coverage/status';
import { AwsError } from '../aws-error';
import type { CoverageClients } from './clients';
import { DESCRIPTIONS } from './describe';
import { imagedInstances, optInPreferences, protectedResources, taggedResources } from './list';

export interface PlaceOptions {
  /** Whether a maintenance window creates images in the region. */
  readonly hasWindow: boolean;
  /** Whether the configuration leaves the region's opt-in to others. */
  readonly readsOptIn: boolean;
  /** What AWS Config's aggregator lists in the account and region. */
  readonly fromConfig: readonly FoundResource[];
}

/** What an account has in one region. */
export interface PlaceReading {
  readonly resources: readonly Resource[];
  readonly optIn: Readonly<Record<string, boolean>>;
  readonly unread: readonly Unread[];
}

/**
 * Asks every source for the resources of one account and region. A source that AWS denies, or that fails, is recorded: the
 * others are still read. It only reads.
 *
 * @throws {CredentialsError}
 */
export async function readPlace(
  clients: CoverageClients,
  place: Place,
  { hasWindow, readsOptIn, fromConfig }: PlaceOptions,
): Promise<PlaceReading> {
  const { unread, orUnread } = recordingUnread(place);
  const [backedUp, tagged, images, optIn, ...described] = await Promise.all([
    orUnread('protected', () => protectedResources(clients)),
    orUnread('tagged', () => taggedResources(clients)),
    hasWindow ? orUnread('images', () => imagedInstances(clients, place)) : [],
    readsOptIn ? orUnread('opt-in', () => optInPreferences(clients)) : {},
    ...DESCRIPTIONS.map(({ types, list }) => orUnread(`described ${types.join(', ')}`, () => list(clients, place))),
  ]);
  const found: [SourceName, readonly FoundResource[]][] = [
    ['protected', backedUp ?? []],
    ['images', images ?? []],
    ['config', fromConfig],
    ['tagged', tagged ?? []],
    ['described', described.flatMap((one) => one ?? [])],
  ];
  const complete = new Set(DESCRIPTIONS.flatMap(({ types }, index) => (described[index] === undefined ? [] : types)));
  const merged = mergeFound(place, found, { tagsListed: tagged !== undefined });
  return {
    // AWS Backup, AWS Config and the tagging API also list what exists no longer, and parts such as instances of a cluster.
    resources: merged.filter(({ type, sources }) => sources.includes('described') || !complete.has(type)),
    optIn: optIn ?? {},
    unread,
  };
}

/** Reads parts of a place. One that AWS denies, or that fails, is undefined, and recorded in `unread`. */
export function recordingUnread({ account, region }: Place) {
  const unread: Unread[] = [];
  const orUnread = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { deniedAction, message } = error;
      const permission = deniedAction === undefined ? {} : { permission: deniedAction };
      unread.push({ account, region, what, ...permission, message });
      return undefined;
    }
  };
  return { unread, orUnread };
}
