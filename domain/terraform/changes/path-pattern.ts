/** Whether a path matches a pattern such as `rule/*` + `/lifecycle/delete_after`; `**` at the end matches any rest, even none. */
export function fits(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('/');
  const hasRest = parts.at(-1) === '**';
  const fixed = hasRest ? parts.slice(0, -1) : parts;
  if (hasRest ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((part, index) => part === '*' || part === path[index]);
}
