import { RESOURCE_TYPES } from '../backup/resource-types';
import { type Finding, refusal } from '../finding';
import { nearest } from '../nearest';
import type { DeclaredSize } from './model';

const TYPES = RESOURCE_TYPES.map(({ name }) => name);

/** A plan, and its selections, as far as declared sizes name them. */
interface NamedPlan {
  readonly name: string;
  readonly selections: readonly { readonly name: string }[];
}

/**
 * What is wrong with declared sizes.
 * @param isBackedUp whether any plan backs up what an entry describes
 */
export function declaredSizesRefused(
  sizes: readonly DeclaredSize[],
  plans: readonly NamedPlan[],
  isBackedUp: (size: DeclaredSize) => boolean,
): Finding[] {
  return sizes.flatMap((size, index) => {
    const path = `costs.${size.name}`;
    const findings = [
      ...(sizes.findIndex(({ name }) => name === size.name) < index ? [namedTwice(size.name, path)] : []),
      ...unknown(size.type, TYPES, { path: `${path}.type`, what: 'resource type' }),
      ...namesUnknown(size, plans, path),
      ...outOfRange(size, path),
    ];
    if (findings.length > 0 || isBackedUp(size)) return findings;
    return [
      refusal({
        rule: 'size-not-backed-up',
        path,
        message: `no ${size.plan === undefined ? 'plan' : 'selection of this plan'} backs up ${size.type} in ${size.region}`,
        remedy: 'correct its type, region, plan or selection, or remove it',
      }),
    ];
  });
}

function namedTwice(name: string, path: string): Finding {
  return refusal({
    rule: 'names-collide',
    path: `${path}.name`,
    found: name,
    message: `"${name}" is used twice`,
    remedy: 'give it a unique name',
  });
}

function namesUnknown({ plan, selection }: DeclaredSize, plans: readonly NamedPlan[], path: string): Finding[] {
  const candidates = plans.filter(({ name }) => plan === undefined || name === plan);
  if (plan !== undefined && candidates.length === 0) {
    const names = plans.map(({ name }) => name);
    return unknown(plan, names, { path: `${path}.plan`, what: 'plan' });
  }
  if (selection === undefined) return [];
  const names = candidates.flatMap(({ selections }) => selections.map(({ name }) => name));
  return unknown(selection, names, { path: `${path}.selection`, what: 'selection' });
}

interface Named {
  readonly path: string;
  readonly what: string;
}

function unknown(found: string, known: readonly string[], { path, what }: Named): Finding[] {
  if (known.includes(found)) return [];
  const meant = nearest(found, known);
  return [
    refusal({
      rule: `${what.replace(' ', '-')}-unknown`,
      path,
      found,
      message: `there is no ${what} "${found}"`,
      remedy: meant === undefined ? `use one of ${[...new Set(known)].join(', ')}` : `did you mean ${meant}?`,
    }),
  ];
}

const RANGES = {
  sizeGb: { isAllowed: (number: number) => number > 0, allowed: 'a number above 0' },
  dailyChangePercent: {
    isAllowed: (number: number) => number >= 0 && number <= 100,
    allowed: 'a number from 0 to 100',
  },
  restoredGbPerMonth: { isAllowed: (number: number) => number >= 0, allowed: 'a number of 0 or more' },
} as const;

function outOfRange(size: DeclaredSize, path: string): Finding[] {
  return Object.entries(RANGES).flatMap(([setting, { isAllowed, allowed }]) => {
    const found = size[setting as keyof typeof RANGES];
    if (found === undefined || (Number.isFinite(found) && isAllowed(found))) return [];
    return [
      refusal({
        rule: 'size-out-of-range',
        path: `${path}.${setting}`,
        found,
        message: `${found} is not possible`,
        remedy: `set ${allowed}`,
      }),
    ];
  });
}
