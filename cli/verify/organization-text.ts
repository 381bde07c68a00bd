import { groupedBy } from '../../domain/grouped-by';
import type { Comparison } from '../../domain/verify/comparison';
import { counted, shortened } from '../members/members-text';
import { indented } from '../table';
import { comparisonCounts, comparisonParts, MARKS } from './comparisons-text';

/** A setting in a member account. */
export interface AccountComparison extends Comparison {
  /** Its ID. */
  readonly account: string;
  readonly name: string;
}

interface OrganizationComparisons {
  readonly verified: number;
  readonly chosen: number;
  readonly members: number;
  /** Of the StackSet. */
  readonly central: readonly Comparison[];
  readonly accounts: readonly AccountComparison[];
}

/** The StackSet in a table, then what differs in accounts: the same difference in several accounts once. */
export function organizationText({ verified, chosen, members, central, accounts }: OrganizationComparisons): string {
  const of = verified < chosen ? ` (interrupted: ${chosen} were to be compared)` : '';
  return [
    ...(central.length === 0 ? [] : comparisonParts(central)),
    ...accountTexts(accounts),
    `${verified} of ${members} member accounts compared${of}`,
    comparisonCounts([...central, ...accounts]),
  ].join('\n\n');
}

function accountTexts(comparisons: readonly AccountComparison[]): string[] {
  const notable = comparisons.filter(({ state }) => state === 'different' || state === 'unknown');
  const groups = groupedBy(notable, ({ account, name: _name, ...one }) =>
    JSON.stringify(one).replaceAll(account, 'ACCOUNT'),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { region, subject, setting, expected, found, state } = first;
    const values = state === 'unknown' ? [found] : [`expected  ${expected}`, `found     ${found}`];
    const names = group.map(({ account, name }) => `${account} ${name}`);
    const what = setting === '-' ? subject : `${subject}, ${setting}`;
    return [
      [
        `${MARKS[state]} ${what} in ${region}: ${counted(group)}`,
        indented([...values, shortened(names)].join('\n')),
      ].join('\n'),
    ];
  });
}
