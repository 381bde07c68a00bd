import { judgeResources } from './judge';
import type { Protection } from './protection';
import type { Resource } from './resource';
import type { ResourceCoverage, Unread } from './status';

/** What an account has in one region. */
export interface PlaceReading {
  readonly resources: readonly Resource[];
  /** Whether the region has opted in to each type, as AWS answers. */
  readonly optIn: Readonly<Record<string, boolean>>;
  readonly unread: readonly Unread[];
}

/** The status of what was read in one account and region: what depends on a part that could not be read is unknown. */
export function judgePlace(
  { resources, unread }: Pick<PlaceReading, 'resources' | 'unread'>,
  protections: readonly Protection[],
  now: Date,
): ResourceCoverage[] {
  const why = (...names: readonly string[]): string | undefined => {
    const missing = unread.find(({ what }) => names.includes(what));
    return missing && unreadReason(missing);
  };
  return judgeResources(resources, {
    protections,
    now,
    unread: { tags: why('tagged'), lastBackup: why('protected', 'images') },
  });
}

/** Such as `backup:ListProtectedResources is denied`. */
export function unreadReason({ what, permission }: Pick<Unread, 'what' | 'permission'>): string {
  return permission === undefined ? `${what} could not be read` : `${permission} is denied`;
}
