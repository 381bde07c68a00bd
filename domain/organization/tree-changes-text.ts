import { groupedBy } from '../grouped-by';
import { fewOf } from '../few-of';

import type { TreeChange } from './tree-changes';

const LABELS: Readonly<Record<TreeChange['change'], string>> = {
  new: 'new',
  gone: 'gone',
  moved: 'moved',
  renamed: 'renamed',
  state: 'other state',
};

/** Changes as rows of a table: what changed, where, and the names of the accounts or OUs. */
export function changeRows(changes: readonly TreeChange[]): string[][] {
  return grouped(changes).map(({ first, names }) => [`${LABELS[first.change]} ${first.kind}`, placeOf(first), names]);
}

const DIFFERENCES: typeof LABELS = {
  new: 'only in AWS',
  gone: 'only in the repository',
  moved: 'in another OU in AWS',
  renamed: 'with another name in AWS',
  state: 'with another state in AWS',
};

/** Changes from the repository to AWS as lines of text: `account only in AWS: web, api (Workloads/Production)`. */
export function differenceLines(changes: readonly TreeChange[]): string[] {
  return grouped(changes).map(({ first, names }) => {
    const what = `${first.kind} ${DIFFERENCES[first.change]}`;
    return first.change === 'renamed' ? `${what}: ${placeOf(first)}` : `${what}: ${names} (${placeOf(first)})`;
  });
}

/** The same change in the same place is one. */
function grouped(changes: readonly TreeChange[]): { readonly first: TreeChange; readonly names: string }[] {
  const groups = groupedBy(changes, ({ kind, change, from, to }) => JSON.stringify([kind, change, from, to]));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ first, names: fewOf(group.map(({ name }) => name)) })),
  );
}

function placeOf({ from, to }: TreeChange): string {
  return [from, to].filter((one) => one !== null).join(' → ');
}
