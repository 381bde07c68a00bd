/** Whether a path fits a pattern such as `rule/*` + `/lifecycle/delete_after`; `**` at the end is any rest, none too. */
export function fits(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('/');
  const rest = parts.at(-1) === '**';
  const fixed = rest ? parts.slice(0, -1) : parts;
  if (rest ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((part, index) => part === '*' || part === path[index]);
}
