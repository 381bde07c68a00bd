/** A setting as it should be, beside what AWS has. */
export interface Comparison {
  readonly region: string;
  /** What has the setting, such as `vault EC2`. */
  readonly subject: string;
  /** Such as `lock`. */
  readonly setting: string;
  readonly expected: string;
  readonly found: string;
  /** `not compared`: AWS does not tell enough. `unknown`: AWS refused to tell, in the words of `found`. */
  readonly state: 'same' | 'different' | 'not compared' | 'unknown';
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

/** What stands for nothing. */
export const NONE = 'none';

/** A list in one spelling. */
export function listed(values: readonly string[]): string {
  return values.length === 0 ? NONE : values.toSorted().join(', ');
}

/** Values by name in one spelling. */
export function pairs(values: Readonly<Record<string, string>>): string {
  return listed(Object.entries(values).map(([name, value]) => `${name}=${value}`));
}
