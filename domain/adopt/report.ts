import { groupedBy } from '../grouped-by';
import type { DeniedAction } from './found';
import type { StackImports } from './imports';
import type { Item } from './part';

/** What adopt wrote, and what it left. */
export interface AdoptReport {
  readonly environment: string;
  readonly accountId: string;
  /** The written files. */
  readonly files: readonly string[];
  readonly items: readonly Item[];
  /** By the name of the stack. */
  readonly stacks: Readonly<Record<string, StackImports>>;
  readonly denied: readonly DeniedAction[];
  readonly plan: FirstPlan;
}

/** What Terraform plans for the first apply, or why that is unknown. */
export type FirstPlan =
  | { readonly unknown: string }
  | { readonly unchanged: number; readonly changed: readonly PlannedChange[]; readonly created: readonly string[] };

/** A resource that the first apply changes in place. */
export interface PlannedChange {
  readonly stack: string;
  readonly address: string;
  /** Arguments with their values before and after. */
  readonly changes: readonly { readonly argument: string; readonly before: string; readonly after: string }[];
}

/** Items that have everything but their names in common. */
export interface ItemGroup extends Omit<Item, 'region' | 'name'> {
  readonly parts: readonly Pick<Item, 'region' | 'name'>[];
}

/** Items for the same reason, as one: hundreds of vaults can have it. */
export function groupedItems(items: readonly Item[]): ItemGroup[] {
  const groups = groupedBy(items, ({ kind, state, reason, remedy }) => JSON.stringify([state, kind, reason, remedy]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { region: _region, name: _name, ...common } = first;
    return [{ ...common, parts: group.map(({ region, name }) => ({ region, name })) }];
  });
}
