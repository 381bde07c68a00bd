/** The expected value of a setting, and the value that AWS has. */
export interface Comparison {
  readonly region: string;
  /** The owner of the setting, such as `vault EC2`. */
  readonly subject: string;
  /** Such as `lock`. */
  readonly setting: string;
  readonly expected: string;
  readonly found: string;
  /** `not compared`: AWS does not return enough. `unknown`: AWS denied the call, with its message in `found`. */
  readonly state: 'same' | 'different' | 'not compared' | 'unknown';
  /** What to do about a difference. @default - change the configuration, or apply it again */
  readonly remedy?: string;
}

/** Compares one setting of a subject. */
export type Compare = (setting: string, expected: string, found: string) => Comparison;

/** Compares the settings of one subject in one region. */
export function comparer(region: string, subject: string): Compare {
  return (setting, expected, found) => ({
    region,
    subject,
    setting,
    expected,
    found,
    state: expected === found ? 'same' : 'different',
  });
}

/** What AWS has of a setting that the configuration leaves unmanaged. */
export function unmanaged(compare: Compare, setting: string, found: string): Comparison {
  return { ...compare(setting, 'unmanaged', found), state: 'not compared' };
}

/** The text for a missing value. */
export const NONE = 'none';

/** A list in a canonical form. */
export function listed(values: readonly string[]): string {
  return values.length === 0 ? NONE : values.toSorted().join(', ');
}

/** Values by name in a canonical form. */
export function pairs(values: Readonly<Record<string, string>>): string {
  return listed(Object.entries(values).map(([name, value]) => `${name}=${value}`));
}
