import type { Contribution } from '../../domain/policy/effective-policy';
import { accountText, containerText, sourceText, type AccountPlace } from './account-place';
import { errorsText, publishedText } from './effective-errors';
import type { Explanation, Setting } from './explanation';
import { settingTree, valueText } from './setting-tree';

export function explainJson(explained: Explanation): string {
  return JSON.stringify(explained, null, 2);
}

/** Every setting as a tree, and under each how it came to its value. */
export function explainText(explained: Explanation, place: AccountPlace): string {
  const { path, settings, errors } = explained;
  const tree = settingTree(settings, path, (setting) => contributionTexts(setting, place));
  return [
    `Account ${accountText(place)} in ${containerText(place)}\n${publishedText(explained)}`,
    tree === '' ? 'No policy says anything about this account.' : tree,
    ...errorsText(errors),
  ].join('\n\n');
}

/** That errors stand outside of the part that was asked for. */
export function elsewhereText(count: number): string {
  return `\n${count === 1 ? '1 error stands' : `${count} errors stand`} elsewhere in this policy: leave the path out to see all`;
}

function contributionTexts({ contributions }: Setting, place: AccountPlace): string[] {
  const lastSet = contributions.findLastIndex(({ action }) => action === 'set');
  return contributions.map((contribution, index) => {
    const replaced = contribution.action !== 'blocked' && index < lastSet;
    return `${contributionText(contribution, place)}${replaced ? ', replaced further down' : ''}`;
  });
}

function contributionText(contribution: Contribution, place: AccountPlace): string {
  const value = valueText(contribution.value);
  const from = sourceText(contribution, place);
  if (contribution.action !== 'blocked') return `${value} ${contribution.action} by ${from}`;
  const { operator, by, reason } = contribution;
  const blockers = by.map((source) => sourceText(source, place));
  return `${operator} ${value} of ${from} blocked: ${REASONS[reason](blockers)}`;
}

const REASONS = {
  forbidden: (blockers: readonly string[]) =>
    `${blockers.join(' and ')} ${blockers.length === 1 ? 'does' : 'do'} not allow it`,
  'assigned-first': (blockers: readonly string[]) => `${blockers.join(' and ')}, attached earlier, assigns`,
};
