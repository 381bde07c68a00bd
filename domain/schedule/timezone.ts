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
  const canonical = canonicalName(timezone);
  if (canonical !== undefined && timezone === 'UTC') return;
  const sameButForCase = canonical !== timezone && canonical?.toLowerCase() === timezone.toLowerCase();
  if (canonical !== undefined && !sameButForCase && AREA_AND_PLACE.test(timezone)) return;
  throw new TimezoneError(timezone, canonical ?? nearestName(timezone));
}

const AREA_AND_PLACE = /^[A-Z]\w*(\/[A-Z][\w+-]*)+$/;

function canonicalName(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The known name that the fewest single-letter changes lead to, also from its place alone: `Tokyo`. */
function nearestName(timezone: string): string | undefined {
  const wanted = timezone.toLowerCase();
  const atMost = Math.floor(wanted.length / 3);
  const ranked = ['UTC', ...Intl.supportedValuesOf('timeZone')]
    .map((name) => ({ name, changes: changesFrom(wanted, name.toLowerCase()) }))
    .toSorted((one, other) => one.changes - other.changes);
  return ranked.find(({ changes }) => changes <= atMost)?.name;
}

function changesFrom(wanted: string, name: string): number {
  const place = name.slice(name.lastIndexOf('/') + 1);
  return Math.min(editDistance(wanted, name), editDistance(wanted, place));
}

/** @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
