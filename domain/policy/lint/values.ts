import type { JsonNode } from '../json-text';
import { setting, type Section, type ValueOperator } from './section';

/** The text of a single value, as AWS reads it: numbers and true or false count as their text. */
export function textOf(node: JsonNode): string | undefined {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'number':
      return node.written;
    case 'boolean':
      return String(node.value);
    case 'object':
    case 'list':
    case 'null':
      return undefined;
    default:
      return node satisfies never;
  }
}

/** Digits only, at most 16 of them; leading zeros pass. */
export function isWholeNumber(text: string): boolean {
  return /^\d{1,16}$/.test(text);
}

/** The text that a setting assigns. */
export function assignedText(section: Section, key: string): string | undefined {
  const node = setting(section, key)?.written.find(({ operator }) => operator === '@@assign')?.node;
  return node && textOf(node);
}

/** The whole number that a setting assigns; undefined when it assigns none or something else. */
export function assignedNumber(section: Section, key: string): number | undefined {
  const text = assignedText(section, key);
  return text !== undefined && isWholeNumber(text) ? Number(text) : undefined;
}

/** Whether a setting assigns true. */
export function assignsTrue(section: Section, key: string): boolean {
  return assignedText(section, key) === 'true';
}

/** The texts of a list under some of a setting's operators. */
export function listedTexts(section: Section, key: string, ...operators: ValueOperator[]): string[] {
  return (setting(section, key)?.written ?? [])
    .filter(({ operator }) => operators.includes(operator))
    .flatMap(({ node }) => (node.kind === 'list' ? node.elements : []))
    .flatMap((element) => textOf(element) ?? []);
}
