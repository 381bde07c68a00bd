import type { PlaceReading } from '../../domain/coverage/judge-place';
import { type FoundResource, mergeFound, type Place, type SourceName } from '../../domain/coverage/resource';
import type { Unread } from '../../domain/coverage/status';
import { AwsError } from '../aws-error';
import type { Instance } from '../inventory/instances';
import type { BackupClients, CoverageClients } from './clients';
import { DESCRIPTIONS, instanceResource } from './describe';
import { imagedInstances, optInPreferences, protectedResources, taggedResources } from './list';

export interface PlaceOptions {
  /** Whether a maintenance window creates images in the region. */
  readonly hasWindow: boolean;
  /** Whether the configuration leaves the region's opt-in to others. */
  readonly readsOptIn: boolean;
}

/**
 * Asks every source for the resources of one account and region. A source that AWS denies, or that fails, is recorded: the
 * others are still read. It only reads.
 *
 * @param options.fromConfig what AWS Config's aggregator lists in the account and region
 * @throws {CredentialsError}
 */
export async function readPlace(
  clients: CoverageClients,
  place: Place,
  { fromConfig, ...options }: PlaceOptions & { readonly fromConfig: readonly FoundResource[] },
): Promise<PlaceReading> {
  const { unread, orUnread } = recordingUnread(place);
  const [{ backups, optIn }, tagged, ...described] = await Promise.all([
    readBackups(clients, place, { ...options, orUnread }),
    orUnread('tagged', () => taggedResources(clients)),
    ...DESCRIPTIONS.map(({ types, list }) => orUnread(`described ${types.join(', ')}`, () => list(clients, place))),
  ]);
  const found: Found[] = [
    ...backups,
    ['config', fromConfig],
    ['tagged', tagged ?? []],
    ['described', described.flatMap((one) => one ?? [])],
  ];
  const complete = new Set(DESCRIPTIONS.flatMap(({ types }, index) => (described[index] === undefined ? [] : types)));
  const merged = mergeFound(place, found, { tagsListed: tagged !== undefined });
  return {
    // AWS Backup, AWS Config and the tagging API also list what exists no longer, and parts such as instances of a cluster.
    resources: merged.filter(({ type, sources }) => sources.includes('described') || !complete.has(type)),
    optIn,
    unread,
  };
}

/** The EC2 view of a place: its instances, as their service describes them, with their backups. It only reads. */
export async function readInstances(
  clients: BackupClients,
  place: Place,
  instances: readonly Instance[],
  options: PlaceOptions,
): Promise<PlaceReading> {
  const { unread, orUnread } = recordingUnread(place);
  const { backups, optIn } = await readBackups(clients, place, { ...options, orUnread });
  const described = instances.map((instance) => instanceResource(instance, place));
  const merged = mergeFound(place, [...backups, ['described', described]], { tagsListed: true });
  return { resources: merged.filter(({ sources }) => sources.includes('described')), optIn, unread };
}

type Found = readonly [SourceName, readonly FoundResource[]];

/** The last backups of a place, and what its region has opted in to. */
async function readBackups(
  clients: BackupClients,
  place: Place,
  { hasWindow, readsOptIn, orUnread }: PlaceOptions & Pick<ReturnType<typeof recordingUnread>, 'orUnread'>,
): Promise<{ readonly backups: readonly Found[]; readonly optIn: PlaceReading['optIn'] }> {
  const [backedUp, images, optIn] = await Promise.all([
    orUnread('protected', () => protectedResources(clients)),
    hasWindow ? orUnread('images', () => imagedInstances(clients, place)) : [],
    readsOptIn ? orUnread('opt-in', () => optInPreferences(clients)) : {},
  ]);
  return {
    backups: [
      ['protected', backedUp ?? []],
      ['images', images ?? []],
    ],
    optIn: optIn ?? {},
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
