import { covers } from '../access/pattern';
import type { Difference } from '../diff/difference';
import { isSet, textAt, textOf, type Value, valueAt } from '../model/value';
import { hit, type Hit, type Judge, type Rule } from './rule';

/** For whatever differs. */
export function always(rule: Rule): Judge {
  return (difference) => [hit(rule, difference)];
}

/** A number that is worse when it is lower; without one it is as given. */
export function lowerIsWorse(rule: Rule, otherwise: Rule, absent = Number.POSITIVE_INFINITY): Judge {
  return (difference) => {
    const [before, after] = [difference.before, difference.after].map((value) => numberOf(value, absent)) as [
      number,
      number,
    ];
    return [hit(after < before || Number.isNaN(after) ? rule : otherwise, difference)];
  };
}

function numberOf(value: Value | undefined, absent: number): number {
  return value === undefined ? absent : Number(value);
}

/** Something that is worse when it does not have this value; it has it when nothing is said, if so given. */
export function leaving(value: string | boolean, rule: Rule, otherwise: Rule, byDefault = false): Judge {
  const isIt = (found: Value | undefined): boolean =>
    found === undefined ? byDefault : textAt(found, []) === String(value);
  return (difference) => [
    hit(
      !isIt(difference.after) && (isIt(difference.before) || difference.before === undefined) ? rule : otherwise,
      difference,
    ),
  ];
}

/** Something that is worse when it gets this value. */
export function becoming(value: string | boolean, rule: Rule, otherwise: Rule): Judge {
  return (difference) => [hit(textAt(difference.after, []) === String(value) ? rule : otherwise, difference)];
}

/** A set, or named blocks, of which none may be missing. What a pattern of the other side covers is not missing. */
export function fewerIsWorse(rule: Rule, otherwise: Rule): Judge {
  return (difference) => [hit(missing(difference.before, difference.after).length > 0 ? rule : otherwise, difference)];
}

/** A set that excludes: none may be added. */
export function moreIsWorse(rule: Rule, otherwise: Rule): Judge {
  return (difference) => [hit(missing(difference.after, difference.before).length > 0 ? rule : otherwise, difference)];
}

/** A named block that came, went or, told at its own place, changed. */
export function entry(rules: { readonly removed: Rule; readonly added: Rule; readonly changed?: Rule }): Judge {
  return (difference) => {
    if (difference.after === undefined) return [hit(rules.removed, difference)];
    if (difference.before === undefined) return [hit(rules.added, difference)];
    return [hit(rules.changed ?? rules.removed, difference)];
  };
}

/** What of the one is not in the other. */
export function missing(from: Value | undefined, other: Value | undefined): string[] {
  const texts = (value: Value | undefined): string[] =>
    value === undefined ? [] : isSet(value) ? value.map(String) : [textAt(value, []) ?? textOf(value)];
  return texts(from).filter((text) => !texts(other).some((wide) => covers(wide, text)));
}

/** Judges what stands at a path once and as a whole, however many things differ in it. */
export function asOne(depth: number, judge: Judge): Judge {
  return (difference, change, context): readonly Hit[] => {
    const path = difference.path.slice(0, depth);
    const isInside = ({ path: other }: Difference): boolean => path.every((name, index) => other[index] === name);
    if (change.differences.find(isInside) !== difference) return [];
    return judge({ path, before: valueAt(change.before, path), after: valueAt(change.after, path) }, change, context);
  };
}
