/** A number of days as people say it. */
export function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
