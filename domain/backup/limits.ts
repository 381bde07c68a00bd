import type { Finding } from '../finding';

/** Applies a rule to each of some numeric settings. A setting without a value is skipped. */
export function eachNumber<Setting extends string>(
  settings: Readonly<Record<Setting, number | undefined>>,
  judge: (found: number, setting: Setting) => Finding | undefined,
): Finding[] {
  return (Object.keys(settings) as Setting[]).flatMap((setting) => {
    const found = settings[setting];
    return (found === undefined ? undefined : judge(found, setting)) ?? [];
  });
}
