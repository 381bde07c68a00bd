import { nearest } from '../../domain/nearest';
import type { Contribution, EffectiveError, EffectivePolicy, MergedObject } from '../../domain/policy/effective-policy';
import { RefusedInputError } from '../exit-code';

/** A single value, or a list. */
export type SettingValue = MergedObject[string] & (string | readonly string[]);

/** A setting, and how it got its value. */
export interface Setting {
  readonly path: string;
  /** Null when it has no value. */
  readonly value: SettingValue | null;
  /** From the root down, in the order in which it took effect. */
  readonly contributions: readonly Contribution[];
}

/** How an account gets its effective policy, or a part of it. */
export interface Explanation {
  readonly accountId: string;
  /** The part; empty for everything. */
  readonly path: string;
  readonly published: boolean;
  readonly settings: readonly Setting[];
  /** The errors of this part, and of the objects around it. */
  readonly errors: readonly EffectiveError[];
}

/**
 * Explains the whole policy, or what is at a path and inside it. Names are compared ignoring case.
 * @throws {RefusedInputError} when no policy has a setting there.
 */
export function explanation(policy: EffectivePolicy, path = ''): Explanation {
  const { accountId, published, errors } = policy;
  const part = path.toLowerCase().replaceAll(/^\/+|\/+$/g, '');
  const all = settingsOf(policy);
  const settings = all.filter((setting) => isWithin(setting.path, part));
  if (part !== '' && settings.length === 0) throw new RefusedInputError(unknownPath(path, all));
  return {
    accountId,
    path: part,
    published,
    settings,
    errors: errors.filter((error) => isWithin(error.path, part) || isWithin(part, error.path)),
  };
}

/** Every setting that a policy mentions. */
export function settingsOf({ effectivePolicy, provenance }: EffectivePolicy): Setting[] {
  const values = new Map(valuesIn(effectivePolicy, ''));
  return Object.entries(provenance).map(([path, contributions]) => ({
    path,
    value: values.get(path) ?? null,
    contributions,
  }));
}

function valuesIn(merged: MergedObject, above: string): [path: string, value: SettingValue][] {
  return Object.entries(merged).flatMap(([name, inner]) => {
    const path = above === '' ? name : `${above}/${name}`;
    return isValue(inner) ? [[path, inner] as [string, SettingValue]] : valuesIn(inner, path);
  });
}

function isValue(merged: MergedObject[string]): merged is SettingValue {
  return typeof merged === 'string' || Array.isArray(merged);
}

function isWithin(path: string, part: string): boolean {
  return part === '' || path === part || path.startsWith(`${part}/`);
}

function unknownPath(written: string, settings: readonly Setting[]): string {
  const known = new Set(
    settings.flatMap(({ path }) => path.split('/').map((_, end, names) => names.slice(0, end + 1).join('/'))),
  );
  const similar = nearest(written, [...known]);
  const remedy = similar === undefined ? 'leave the path out to see every setting' : `write ${similar}`;
  return `No policy of this account has a setting at ${JSON.stringify(written)}.\n→ ${remedy}`;
}
