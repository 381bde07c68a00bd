import { openToEveryone } from '../../iam/access/wide-open';
import type { Change } from './change';
import { isBlock, isKeyed, isSet, namesIn, type Scalar, type Value, valueAt } from './value';

/** Something that is open to everyone. */
export interface PublicPlace {
  readonly path: readonly string[];
  readonly value: Value;
}

const EVERYONE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0', 'public-read', 'public-read-write']);

/** Arguments that open a resource with these values. */
const OPENING: Readonly<Record<string, readonly Scalar[]>> = {
  publicly_accessible: [true, 'true'],
  authorization_type: ['NONE'],
  function_url_auth_type: ['NONE'],
  account_ids: ['All', 'all'],
  group: ['all'],
  block_public_acls: [false, 'false'],
  block_public_policy: [false, 'false'],
  ignore_public_acls: [false, 'false'],
  restrict_public_buckets: [false, 'false'],
};

/** What a change opens to everyone that was not open before. */
export function publicPlaces({ before, after }: Change): PublicPlace[] {
  const known = new Set(placesIn(before, []).map(keyOf));
  return placesIn(after, []).filter((place) => !known.has(keyOf(place)));
}

function keyOf({ path, value }: PublicPlace): string {
  return JSON.stringify([path, isSet(value) ? value : path.at(-1)]);
}

function placesIn(value: Value | undefined, path: readonly string[]): PublicPlace[] {
  if (value === undefined) return [];
  const name = path.at(-1) ?? '';
  if (isKeyed(value) || isBlock(value)) {
    const open = new Set(isKeyed(value) ? openToEveryone(value).map(({ key }) => key) : []);
    return namesIn(value).flatMap((inner) => {
      const found = valueAt(value, [inner]);
      if (open.has(inner) && found !== undefined) return [{ path: [...path, inner], value: found }];
      // Traffic that leaves is not access.
      return inner === 'egress' ? [] : placesIn(found, [...path, inner]);
    });
  }
  const scalars = isSet(value) ? value : [value];
  const opens = scalars.some(
    (scalar) =>
      (typeof scalar === 'string' && EVERYONE.has(scalar)) ||
      (Object.hasOwn(OPENING, name) && OPENING[name]?.includes(scalar)),
  );
  return opens ? [{ path, value }] : [];
}
