import { groupedBy } from '../../domain/grouped-by';
import { counted } from '../../domain/organization/account-groups';
import type { TreeChange } from '../../domain/organization/tree-changes';

/** So many names are listed for one kind of change in one place. */
const FEW = 10;

const LABELS: Readonly<Record<TreeChange['change'], string>> = {
  new: 'new',
  gone: 'gone',
  moved: 'moved',
  renamed: 'renamed',
  state: 'other state',
};

/** Changes as rows of a table: what changed, where, and the names of the accounts or OUs. */
export function changeRows(changes: readonly TreeChange[], labels = LABELS): string[][] {
  const groups = groupedBy(changes, ({ kind, change, from, to }) => JSON.stringify([kind, change, from, to]));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => [`${labels[first.change]} ${first.kind}`, placeOf(first), namesOf(group)]),
  );
}

function placeOf({ from, to }: TreeChange): string {
  return [from, to].filter((one) => one !== null).join(' → ');
}

function namesOf(group: readonly TreeChange[]): string {
  const shown = group
    .slice(0, FEW)
    .map(({ name }) => name)
    .join(', ');
  return group.length <= FEW ? shown : `${shown} and ${counted(group.length - FEW)} more`;
}
