/** A moment in a time zone: `Sun 22 Nov, 06:00`. */
export function whenText(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** A run, with its time zone; `never` for null. */
export function runText(run: string | null, timezone: string): string {
  return run === null ? 'never' : `${whenText(run, timezone)} ${timezone}`;
}
