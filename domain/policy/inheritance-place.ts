import {
  asList,
  VALUE_OPERATORS,
  withoutRepeats,
  type Statement,
  type Value,
  type ValueOperator,
} from './inheritance-statement';
import type { Contribution, Source } from './contribution';

/** A merged document, or a part of it: operators are resolved, names are in lower case. */
export type Merged = Value | MergedObject;
export interface MergedObject {
  readonly [name: string]: Merged;
}

/** A policy that is attached at one level of the tree. */
export interface AttachedPolicy {
  readonly source: Source;
  readonly statement: Statement;
}

/**
 * One place of the document after some levels of the tree: everything that the next level needs. It never changes, so
 * everything below one target shares it.
 */
export interface Place {
  readonly merged: Merged | undefined;
  readonly value: Value | undefined;
  /** Sorted by name. */
  readonly entries: ReadonlyMap<string, Place>;
  readonly restrictions: readonly Restriction[];
  readonly history: readonly Contribution[];
  /** The parent policies that prevent this place from existing; statements about it have no effect. */
  readonly barredBy?: readonly Source[];
}

interface Restriction {
  readonly by: Source;
  readonly allows: ReadonlySet<ValueOperator>;
}

/** A place that no policy has mentioned. */
export const NOTHING: Place = {
  merged: undefined,
  value: undefined,
  entries: new Map(),
  restrictions: [],
  history: [],
};

const ACTIONS = { '@@assign': 'set', '@@append': 'appended', '@@remove': 'removed' } as const;

/**
 * Adds one level: the policies attached to one root, OU or account, in the order of attachment.
 *
 * Restrictions of a level apply to the levels below, not to its own policies; therefore they are added last.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
export function inheritLevel(place: Place, level: readonly AttachedPolicy[]): Place {
  if (level.length === 0) return place;
  const { value, history } = applyValues(place, level);
  const entries = applyEntries(place, level);
  const restrictions = [...place.restrictions, ...level.flatMap(restrictionOf)];
  return { merged: value ?? mergedEntries(entries), value, entries, restrictions, history, barredBy: place.barredBy };
}

/** The first assign, then all appends, then all removes, even of values that a later attachment appends. */
function applyValues(place: Place, level: readonly AttachedPolicy[]): Pick<Place, 'value' | 'history'> {
  const history: Contribution[] = [];
  let { value } = place;
  for (const operator of VALUE_OPERATORS) {
    const forbiddenBy = place.barredBy ?? forbidding(place.restrictions, operator);
    let assignedBy: Source | undefined;
    for (const { source, statement } of level) {
      const written = statement.values[operator];
      if (written === undefined) continue;
      if (forbiddenBy.length > 0) {
        history.push(blocked(source, operator, written, forbiddenBy, 'forbidden'));
      } else if (assignedBy === undefined) {
        history.push({ ...source, action: ACTIONS[operator], value: written });
        value = apply(operator, value, written);
        if (operator === '@@assign') assignedBy = source;
      } else {
        history.push(blocked(source, operator, written, [assignedBy], 'assigned-first'));
      }
    }
  }
  return { value, history: history.length === 0 ? place.history : [...place.history, ...history] };
}

function apply(operator: ValueOperator, inherited: Value | undefined, written: Value): Value | undefined {
  switch (operator) {
    case '@@assign':
      return written;
    case '@@append':
      return withoutRepeats([...asList(inherited ?? []), ...asList(written)]);
    case '@@remove': {
      const removed = new Set(asList(written));
      return inherited === undefined ? undefined : asList(inherited).filter((value) => !removed.has(value));
    }
    default:
      return operator satisfies never;
  }
}

function blocked(
  source: Source,
  operator: ValueOperator,
  value: Value,
  by: readonly Source[],
  reason: 'forbidden' | 'assigned-first',
): Contribution {
  return { ...source, action: 'blocked', operator, value, by, reason };
}

function applyEntries(place: Place, level: readonly AttachedPolicy[]): ReadonlyMap<string, Place> {
  const mentioned = new Map<string, AttachedPolicy[]>();
  for (const { source, statement } of level) {
    for (const [name, inner] of statement.entries) {
      const known = mentioned.get(name);
      if (known) known.push({ source, statement: inner });
      else mentioned.set(name, [{ source, statement: inner }]);
    }
  }
  if (mentioned.size === 0) return place.entries;

  const barredBy = place.barredBy ?? forbiddingNewEntries(place.restrictions);
  const newPlace = barredBy.length > 0 ? { ...NOTHING, barredBy } : NOTHING;
  const entries = new Map(place.entries);
  for (const [name, statements] of mentioned)
    entries.set(name, inheritLevel(place.entries.get(name) ?? newPlace, statements));
  if (entries.size === place.entries.size) return entries;
  return new Map([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function forbidding(restrictions: readonly Restriction[], operator: ValueOperator): readonly Source[] {
  return restrictions.filter(({ allows }) => !allows.has(operator)).map(({ by }) => by);
}

/**
 * A restriction on an object prevents new entries, but does not affect existing settings inside it. AWS's example for
 * backup policies adds an entry under `@@append`; AI services policies, which have no append, use `@@assign`.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
function forbiddingNewEntries(restrictions: readonly Restriction[]): readonly Source[] {
  const assign = forbidding(restrictions, '@@assign');
  const append = forbidding(restrictions, '@@append');
  return assign.length > 0 && append.length > 0 ? [...new Set([...assign, ...append])] : [];
}

function restrictionOf({ source, statement: { allowed } }: AttachedPolicy): Restriction[] {
  return allowed === undefined || allowed.size === VALUE_OPERATORS.length ? [] : [{ by: source, allows: allowed }];
}

/** An object without any value vanishes, as empty plans do. */
function mergedEntries(entries: ReadonlyMap<string, Place>): MergedObject | undefined {
  const set = [...entries].flatMap(([name, { merged }]) => (merged === undefined ? [] : [[name, merged] as const]));
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
