import { nearest as nearestOf } from '../nearest';

/** A time zone is refused, with the nearest known name when there is one. */
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
 * Takes `UTC` and the names of the IANA time zone database that tell a place, such as `Asia/Tokyo`.
 * Abbreviations such as `JST` or `EST` are refused: some mean several zones, and most know no daylight saving.
 *
 * @throws {TimezoneError}
 */
export function checkTimezone(timezone: string): void {
  if (timezone === 'UTC' || taken.has(timezone)) return;
  const canonical = canonicalName(timezone);
  const wrongCase = canonical !== timezone && canonical?.toLowerCase() === timezone.toLowerCase();
  if (canonical === undefined || wrongCase || !AREA_AND_PLACE.test(timezone)) {
    throw new TimezoneError(timezone, canonical ?? nearestName(timezone));
  }
  taken.add(timezone);
}

/** Asking Intl again would take a tenth of a millisecond. */
const taken = new Set<string>();

const AREA_AND_PLACE = /^[A-Z]\w*(\/[A-Z][\w+-]*)+$/;

function canonicalName(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The known name most like it, or else the one whose place is most like it: `Tokyo`. */
function nearestName(timezone: string): string | undefined {
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const byPlace = new Map(names.map((name) => [name.slice(name.lastIndexOf('/') + 1), name]));
  return nearestOf(timezone, names) ?? byPlace.get(nearestOf(timezone, [...byPlace.keys()]) ?? '');
}
