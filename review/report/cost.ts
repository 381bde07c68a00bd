import type { CostDifference } from '../../domain/cost/cost-report';
import type { CostChange } from '../../domain/cost/groups';
import { QUANTITIES } from '../../domain/cost/model';
import { numberText, QUANTITY_TEXTS } from '../../domain/cost/texts';
import { printable } from './words';

const MOST_GROUPS = 10;

/** The title of {@link costLines}. */
export const COST_TITLE = 'What it stores and transfers in an average month';

/** What a change does to the costs: the total, then the rules with the largest changes. */
export function costLines({ before, after, groups }: CostDifference): string[] {
  const largest = groups.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const more = groups.length - MOST_GROUPS;
  return [
    `all rules: ${changeText({ before, after })}`,
    ...largest.slice(0, MOST_GROUPS).map((group) => `${groupText(group)}: ${changeText(group)}`),
    ...(more > 0 ? [`${more} more: npx backupctl cost --base shows all`] : []),
  ].map(printable);
}

function groupText({ key: [owner, plan, rule, place, region, type] }: CostChange): string {
  return `${[plan, rule].filter((part) => part !== '').join(' / ')} (${owner}; ${type}, ${place} in ${region})`.trim();
}

function changeText({ before, after }: Pick<CostChange, 'before' | 'after'>): string {
  const changed = QUANTITIES.filter((quantity) => numberText(before[quantity]) !== numberText(after[quantity]));
  if (changed.length === 0) return 'the same';
  return changed
    .map((quantity) => {
      const { column, unit } = QUANTITY_TEXTS[quantity];
      return `${column.toLowerCase()} ${numberText(before[quantity])} → ${numberText(after[quantity])} ${unit}`;
    })
    .join(', ');
}

function sizeOf({ before, after }: CostChange): number {
  return Math.max(...QUANTITIES.map((quantity) => Math.abs(after[quantity] - before[quantity])));
}
