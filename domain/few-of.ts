import { counted } from './counted';

/** So many names are listed: there can be thousands, and JSON has all of them. */
const FEW = 10;

/** Names in a sentence: `111111111111, 222222222222 and 9,998 more`. */
export function fewOf(names: readonly string[]): string {
  const shown = names.slice(0, FEW).join(', ');
  return names.length <= FEW ? shown : `${shown} and ${counted(names.length - FEW)} more`;
}
