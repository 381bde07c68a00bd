import type { PlaceReading } from '../../domain/coverage/judge-place';
import { type FoundResource, mergeFound, type Place, type SourceName } from '../../domain/coverage/resource';
import type { Unread } from '../../domain/coverage/status';
import { AwsError } from '../aws-error';
import type { Instance } from '../inventory/instances';
import type { BackupClients, CoverageClients } from './clients';
import { DESCRIPTIONS, type Description, instanceResource } from './describe';
import { DESCRIPTIONS_WHERE_SUPPORTED } from './describe-where-supported';
import { imagedInstances, optInPreferences, protectedResources, taggedResources } from './list';

export interface PlaceOptions {
  /** Whether a maintenance window creates images in the region. */
  readonly hasWindow: boolean;
}

const ALL_DESCRIPTIONS = [...DESCRIPTIONS, ...DESCRIPTIONS_WHERE_SUPPORTED];

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
  { fromConfig, hasWindow }: PlaceOptions & { readonly fromConfig: readonly FoundResource[] },
): Promise<PlaceReading> {
  const { unread, orUnread } = recordingUnread(place);
  // Its keys are the types that the region supports. Without it, only what every region has is described.
  const settings = orUnread('opt-in', () => optInPreferences(clients));
  const describe = ({ types, list }: Description) =>
    orUnread(`described ${types.join(', ')}`, () => list(clients, place));
  const describeWhereSupported = async (description: Description) => {
    const supported = (await settings) ?? {};
    return description.types.some((type) => Object.hasOwn(supported, type)) ? describe(description) : undefined;
  };
  const [optIn, backups, tagged, ...described] = await Promise.all([
    settings,
    readBackups(clients, place, { hasWindow, orUnread }),
    orUnread('tagged', () => taggedResources(clients)),
    ...DESCRIPTIONS.map(describe),
    ...DESCRIPTIONS_WHERE_SUPPORTED.map(describeWhereSupported),
  ]);
  const found: Found[] = [
    ...backups,
    ['config', fromConfig],
    ['tagged', tagged ?? []],
    ['described', described.flatMap((one) => one ?? [])],
  ];
  const complete = new Set(
    ALL_DESCRIPTIONS.flatMap(({ types }, index) => (described[index] === undefined ? [] : types)),
  );
  const merged = mergeFound(place, found, { tagsListed: tagged !== undefined });
  return {
    // AWS Backup, AWS Config and the tagging API also list what exists no longer, and parts such as instances of a cluster.
    resources: merged.filter(({ type, sources }) => sources.includes('described') || !complete.has(type)),
    optIn: optIn ?? {},
    unread,
  };
}

/**
 * The EC2 view of a place: its instances, as their service describes them, with their backups. It only reads.
 *
 * @param options.readsOptIn whether the configuration leaves the region's opt-in to others
 */
export async function readInstances(
  clients: BackupClients,
  place: Place,
  instances: readonly Instance[],
  { readsOptIn, hasWindow }: PlaceOptions & { readonly readsOptIn: boolean },
): Promise<PlaceReading> {
  const { unread, orUnread } = recordingUnread(place);
  const [backups, optIn] = await Promise.all([
    readBackups(clients, place, { hasWindow, orUnread }),
    readsOptIn ? orUnread('opt-in', () => optInPreferences(clients)) : {},
  ]);
  const described = instances.map((instance) => instanceResource(instance, place));
  const merged = mergeFound(place, [...backups, ['described', described]], { tagsListed: true });
  return { resources: merged.filter(({ sources }) => sources.includes('described')), optIn: optIn ?? {}, unread };
}

type Found = readonly [SourceName, readonly FoundResource[]];

/** The last backups of a place. */
async function readBackups(
  clients: BackupClients,
  place: Place,
  { hasWindow, orUnread }: PlaceOptions & Pick<ReturnType<typeof recordingUnread>, 'orUnread'>,
): Promise<readonly Found[]> {
  const [backedUp, images] = await Promise.all([
    orUnread('protected', () => protectedResources(clients)),
    hasWindow ? orUnread('images', () => imagedInstances(clients, place)) : [],
  ]);
  return [
    ['protected', backedUp ?? []],
    ['images', images ?? []],
  ];
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
