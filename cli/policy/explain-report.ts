import type { Contribution } from '../../domain/policy/effective-policy';
import { accountText, containerText, sourceText, type AccountPlace } from './account-place';
import { errorsText, publishedText } from './effective-errors';
import type { Explanation, Setting } from './explanation';
import { settingTree, valueText } from './setting-tree';

export function explainJson(explained: Explanation): string {
  return JSON.stringify(explained, null, 2);
}

/** Every setting as a tree, and below each setting how it got its value. */
export function explainText(explained: Explanation, place: AccountPlace): string {
  const { path, settings, errors } = explained;
  const tree = settingTree(settings, path, (setting) => contributionTexts(setting, place));
  return [
    `Account ${accountText(place)} in ${containerText(place)}\n${publishedText(explained)}`,
    tree === '' ? 'No policy applies to this account.' : tree,
    ...errorsText(errors),
  ].join('\n\n');
}

/** A note about errors outside of the requested part. */
export function elsewhereText(count: number): string {
  return `\n${count === 1 ? '1 error is' : `${count} errors are`} elsewhere in this policy: leave the path out to see all`;
}

function contributionTexts({ value, contributions }: Setting, place: AccountPlace): string[] {
  const lastSet = contributions.findLastIndex(({ action }) => action === 'set');
  const shown = value === null ? undefined : valueText(value);
  return contributions.map((contribution, index) => {
    if (contribution.action === 'blocked') return blockedText(contribution, place);
    const { action } = contribution;
    const text = valueText(contribution.value);
    const done = `${action} by ${sourceText(contribution, place)}`;
    if (index < lastSet) return `${text} ${done}, replaced by a child policy`;
    return action === 'set' && text === shown ? done : `${text} ${done}`;
  });
}

function blockedText(contribution: Blocked, place: AccountPlace): string {
  const { operator, value, by, reason } = contribution;
  const blockers = by.map((source) => sourceText(source, place)).join(' and ');
  const because = reason === 'assigned-first' ? `${blockers} assigns first` : `forbidden by ${blockers}`;
  return `${operator} ${valueText(value)} of ${sourceText(contribution, place)} is blocked: ${because}`;
}

type Blocked = Extract<Contribution, { readonly action: 'blocked' }>;
