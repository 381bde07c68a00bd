import type { Selection } from '../backup/model';
import { selectionTerms, type SelectionTerms } from '../backup/selection-terms';
import { comparer, listed, NONE, unmanaged, type Compare, type Comparison } from './comparison';

/** A selection as AWS Backup has it. */
export interface FoundSelection {
  readonly name: string;
  readonly roleArn: string;
  readonly terms: SelectionTerms;
}

export interface ConfiguredSelections {
  readonly selections: readonly Selection[];
  /** `unmanaged`: the plan may have more. */
  readonly otherSelections?: 'unmanaged';
}

/** Compares what a plan backs up, and as whom, with what AWS Backup has (N9). */
export function compareSelections(
  { region, plan, roleArn }: { readonly region: string; readonly plan: string; readonly roleArn: string },
  { selections: configured, otherSelections }: ConfiguredSelections,
  found: readonly FoundSelection[],
): Comparison[] {
  const compareOf = (name: string): Compare => comparer(region, `selection ${plan}/${name}`);
  const unknown = found.filter((one) => !configured.some(({ name }) => name === one.name));
  return [
    ...configured.flatMap((selection) => {
      const same = found.find(({ name }) => name === selection.name);
      const terms = selectionTerms(selection);
      return compareSelection(compareOf(selection.name), { roleArn: selection.roleArn ?? roleArn, terms }, same);
    }),
    // It backs up more than is configured.
    ...unknown.map(({ name }) =>
      otherSelections
        ? unmanaged(compareOf(name), 'selection', 'exists')
        : compareOf(name)('selection', NONE, 'exists'),
    ),
  ];
}

function compareSelection(
  compare: Compare,
  configured: Omit<FoundSelection, 'name'>,
  found: FoundSelection | undefined,
): Comparison[] {
  if (!found) return [compare('selection', 'exists', NONE)];
  return [
    compare('role', configured.roleArn, found.roleArn),
    compare('any of the tags', tagsText(configured.terms.any), tagsText(found.terms.any)),
    compare('all of the conditions', conditionsText(configured.terms), conditionsText(found.terms)),
    compare('resources', listed(configured.terms.resources), listed(found.terms.resources)),
    compare('not resources', listed(configured.terms.notResources), listed(found.terms.notResources)),
  ];
}

function tagsText(tags: SelectionTerms['any']): string {
  return listed(tags.map(({ key, value }) => `${key}=${value}`));
}

function conditionsText({ conditions }: SelectionTerms): string {
  return listed(
    Object.entries(conditions).flatMap(([operator, tags]) => tags.map((tag) => `${operator} ${tag.key}=${tag.value}`)),
  );
}
