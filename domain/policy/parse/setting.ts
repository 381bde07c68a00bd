import { defined } from '../../defined';
import type { ChildOperator, List, Single } from '../document';
import { NotTyped, type Section } from './section';

/** A single value of a document: a bare one if nothing restricts child policies. */
export function single<T extends string | number | boolean>(
  section: Section,
  key: string,
  read: (text: string) => T | undefined,
): Single<T> | undefined {
  return section.object(key, (setting) => {
    const allowedForChildren = setting.allowed();
    const written = setting.take('@@assign');
    const assign = written === undefined ? undefined : valueOf(written, read, setting.path);
    return assign !== undefined && allowedForChildren === undefined ? assign : defined({ allowedForChildren, assign });
  });
}

/** A single value without restrictions. */
export function bare<T extends string>(section: Section, key: string, read: (text: string) => T | undefined): T {
  const value = single(section, key, read);
  if (value === undefined || typeof value === 'object') {
    throw new NotTyped(section.pathOf(key), 'it is missing, or restricts child policies');
  }
  return value;
}

/** A list of a document: a bare one if it is only assigned. */
export function list<T extends string = string>(
  section: Section,
  key: string,
  allowedValues?: readonly T[],
): List<T> | undefined {
  return section.object(key, (setting) => {
    const allowedForChildren = setting.allowed();
    const values = (operator: string): T[] | undefined => {
      const written = setting.take(operator);
      if (written === undefined) return undefined;
      if (!Array.isArray(written)) throw new NotTyped(setting.pathOf(operator), 'it is not a list');
      return written.map((value) => valueOf(value, (found) => oneOf(found, allowedValues), setting.path));
    };
    const [assign, append, remove] = [values('@@assign'), values('@@append'), values('@@remove')];
    return assign && !append && !remove && !allowedForChildren
      ? assign
      : defined({ allowedForChildren, assign, append, remove });
  });
}

export const text = (value: string): string => value;

/** A whole number of up to 16 digits. AWS accepts leading zeros too, which the effective policy keeps. */
export const wholeNumber = (value: string): number | undefined =>
  /^(?:0|[1-9]\d{0,15})$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;

export const trueOrFalse = (value: string): boolean | undefined => chosen({ true: true, false: false }, value);

export const onOrOff = (value: string): boolean | undefined => chosen({ enabled: true, disabled: false }, value);

/** What a pattern captures in a text. */
export const captured =
  (pattern: RegExp) =>
  (value: string): string | undefined =>
    pattern.exec(value)?.[1];

export function oneOf<T extends string>(value: string, allowed: readonly T[] | undefined): T | undefined {
  return allowed === undefined ? (value as T) : allowed.find((one) => one === value);
}

/** The restrictions of objects that the configuration represents as lists; undefined without any. */
export function within<Objects extends string>(
  restrictions: Readonly<Record<Objects, readonly ChildOperator[] | undefined>>,
): Partial<Record<Objects, readonly ChildOperator[]>> | undefined {
  const set = defined(restrictions) as Partial<Record<Objects, readonly ChildOperator[]>>;
  return Object.keys(set).length === 0 ? undefined : set;
}

/** The same list; undefined if it is empty. */
export function unlessNone<T>(entries: readonly T[] | undefined): readonly T[] | undefined {
  return entries?.length === 0 ? undefined : entries;
}

function valueOf<T>(written: unknown, read: (text: string) => T | undefined, path: string): T {
  const isValue = ['string', 'number', 'boolean'].includes(typeof written);
  const value = isValue ? read(String(written)) : undefined;
  if (value === undefined) throw new NotTyped(path, `the configuration has no such value: ${JSON.stringify(written)}`);
  return value;
}

function chosen(values: Readonly<Record<string, boolean>>, value: string): boolean | undefined {
  return Object.hasOwn(values, value) ? values[value] : undefined;
}
