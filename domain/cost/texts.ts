import type { CostReport } from './cost-report';
import type { KeptForever } from './kept-forever';
import type { Money } from './money';
import type { Quantities } from './model';

/** How texts call each quantity. */
export const QUANTITY_TEXTS: Readonly<
  Record<keyof Quantities, { readonly column: string; readonly unit: 'GB-months' | 'GB a month' }>
> = {
  warmGbMonths: { column: 'Warm', unit: 'GB-months' },
  coldGbMonths: { column: 'Cold', unit: 'GB-months' },
  archiveGbMonths: { column: 'Archive', unit: 'GB-months' },
  earlyDeletionGbMonths: { column: 'Deleted early', unit: 'GB-months' },
  createdGb: { column: 'Written', unit: 'GB a month' },
  transferredGb: { column: 'Transferred', unit: 'GB a month' },
  restoredGb: { column: 'Restored', unit: 'GB a month' },
};

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const amounts = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A quantity for people: one decimal. */
export function numberText(number: number): string {
  return numbers.format(number);
}

export function amountText(amount: number): string {
  return amounts.format(amount);
}

export function keptForeverText({ rules, growthGb }: KeptForever): string {
  return `Kept forever: ${rules.join(', ')}. The storage is that of ten years, and then grows by ${numberText(growthGb)} GB a month.`;
}

export function notBackedUpText(sizes: CostReport['notBackedUp']): string {
  return `No plan backs up ${sizes.map(({ owner, size }) => `${size} (${owner})`).join(', ')}.`;
}

/** The files of prices, with their dates. */
export function priceSourcesText({ sources }: Money): string {
  return `Prices: ${sources.map(({ file, service, published }) => `${service} of ${published.slice(0, 10)} (${file})`).join(', ')}.`;
}
