import type { CronProblem, FieldName } from './cron-problem';

/** The values that a field of a cron expression accepts. */
export interface Field {
  readonly name: FieldName;
  readonly first: number;
  readonly last: number;
  /** Names of the values, in order from `first`. */
  readonly names?: readonly string[];
  /** Whether a range can continue from the last value to the first, as in `22-2`. */
  readonly wraps: boolean;
  /** What only a whole field can contain, such as `L`: a pattern, and examples for messages. */
  readonly standsAlone?: { readonly pattern: RegExp; readonly examples: string };
}

/**
 * The values of a field, which is a list of values, ranges and steps, in ascending order. Everything that is not valid
 * is added to `problems`.
 */
export function readValues(field: Field, text: string, problems: CronProblem[]): readonly number[] {
  const values = text.split(',').flatMap((element) => {
    const remedies: string[] = [];
    const read = readElement(field, element, remedies);
    problems.push(...remedies.map((remedy) => ({ field: field.name, found: element || text, remedy })));
    return read;
  });
  return [...new Set(values)].toSorted((one, other) => one - other);
}

/** A single value, as a number or a name in any case. */
export function readValue(field: Field, text: string): number | undefined {
  const position = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (position >= 0) return field.first + position;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= field.first && value <= field.last ? value : undefined;
}

function writeAllowed({ first, last, names, standsAlone }: Field): string {
  const named = names ? ` (${names.at(0)} to ${names.at(-1)})` : '';
  const alone = standsAlone ? `, or one of ${standsAlone.examples}` : '';
  return `write * or values from ${first} to ${last}${named}${alone}`;
}

function readElement(field: Field, text: string, remedies: string[]): number[] {
  if (field.standsAlone?.pattern.test(text)) {
    remedies.push(`move "${text}" to another rule, outside of a list`);
    return [];
  }
  const [rangeText, stepText] = splitOnce(text, '/');
  const range = readRange(field, rangeText, { openEnded: stepText !== undefined });
  const step = stepText === undefined ? 1 : readStep(field, stepText);

  if (!range) remedies.push(writeAllowed(field));
  if (!step) remedies.push(`write a step from 1 to ${longestStep(field)} after the slash`);
  if (range && range.first > range.last && !field.wraps) {
    remedies.push(`write the earlier ${field.name} first: ${range.last}-${range.first}`);
  }
  return range && step ? valuesBetween(field, range, step) : [];
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function readRange(field: Field, text: string, { openEnded }: { openEnded: boolean }): Range | undefined {
  if (text === '*') return field;
  const [firstText, lastText] = splitOnce(text, '-');
  const first = readValue(field, firstText);
  const last = lastText === undefined ? (openEnded ? field.last : first) : readValue(field, lastText);
  return first === undefined || last === undefined ? undefined : { first, last };
}

function readStep(field: Field, text: string): number | undefined {
  const step = /^\d+$/.test(text) ? Number(text) : 0;
  return step >= 1 && step <= longestStep(field) ? step : undefined;
}

/** This is Quartz syntax, which accepts no step greater than the last value of a field: 59, 23, 31, 12 or 7. */
function longestStep({ first, last, wraps }: Field): number {
  return wraps ? last : last - first;
}

function valuesBetween(field: Field, { first, last }: Range, step: number): number[] {
  const round = field.last - field.first + 1;
  const end = first <= last ? last : last + round;
  const values: number[] = [];
  for (let value = first; value <= end; value += step) values.push(value > field.last ? value - round : value);
  return values;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const position = text.indexOf(separator);
  return position < 0 ? [text] : [text.slice(0, position), text.slice(position + 1)];
}
