import { nearest as nearestOf } from '../nearest';

/** A time zone is not valid. It has the most similar valid name, if there is one. */
export class TimezoneError extends Error {
  override readonly name = 'TimezoneError';

  constructor(
    readonly timezone: string,
    readonly nearest: string | undefined,
  ) {
    super(`"${timezone}" is not a time zone${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
  }
}

/**
 * Accepts `UTC` and the names of places in the IANA time zone database, such as `Asia/Tokyo`. Abbreviations such as
 * `JST` or `EST` are rejected: some are ambiguous, and most ignore daylight saving time.
 *
 * @throws {TimezoneError}
 */
export function checkTimezone(timezone: string): void {
  if (timezone === 'UTC' || accepted.has(timezone)) return;
  const canonical = canonicalName(timezone);
  const wrongCase = canonical !== timezone && canonical?.toLowerCase() === timezone.toLowerCase();
  if (canonical === undefined || wrongCase || !AREA_AND_PLACE.test(timezone)) {
    throw new TimezoneError(timezone, canonical ?? nearestName(timezone));
  }
  accepted.add(timezone);
}

/** A check by Intl takes a tenth of a millisecond. */
const accepted = new Set<string>();

const AREA_AND_PLACE = /^[A-Z]\w*(\/[A-Z][\w+-]*)+$/;

function canonicalName(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The most similar known name, or else the name with the most similar place, such as `Tokyo`. */
function nearestName(timezone: string): string | undefined {
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const byPlace = new Map(names.map((name) => [name.slice(name.lastIndexOf('/') + 1), name]));
  return nearestOf(timezone, names) ?? byPlace.get(nearestOf(timezone, [...byPlace.keys()]) ?? '');
}
