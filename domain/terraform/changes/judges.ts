import { uncoveredTexts } from '../../iam/access/pattern';
import type { Difference } from './difference';
import type { Judge, Rule } from './rule';
import { isAtLeast } from './severity';
import { isSet, sortedSet, textAt, textOf, type Value, valueAt } from './value';

/** A number: is it lower than before? `absent` is the value of a missing argument. */
export function lowerIsWorse(worse: Rule, otherwise: Rule, absent = Number.POSITIVE_INFINITY): Judge {
  const number = (value: Value | undefined): number => (value === undefined ? absent : Number(value));
  return ({ before, after }) => (number(after) < number(before) || Number.isNaN(number(after)) ? worse : otherwise);
}

/** Does the argument change from this value to another one? `byDefault`: a missing argument has this value. */
export function leaving(value: string | boolean, worse: Rule, otherwise: Rule, byDefault = false): Judge {
  const hasIt = (found: Value | undefined): boolean =>
    found === undefined ? byDefault : textAt(found, []) === String(value);
  return ({ before, after }) => (!hasIt(after) && (hasIt(before) || before === undefined) ? worse : otherwise);
}

/** Does the argument change to this value? */
export function becoming(value: string | boolean | number, worse: Rule, otherwise: Rule): Judge {
  return ({ after }) => {
    const text = textAt(after, []);
    if (text !== undefined && UNKNOWN.test(text))
      return isAtLeast(otherwise.severity, worse.severity) ? otherwise : worse;
    return text === String(value) ? worse : otherwise;
  };
}

/** A reference, or a value that a saved plan does not show. */
const UNKNOWN = /\$\{|^\((known after apply|sensitive value)/;

/** A set or named blocks: does an entry disappear? An entry that a remaining pattern covers does not. */
export function fewerIsWorse(worse: Rule, otherwise: Rule): Judge {
  return ({ before, after }) => (missing(before, after).length > 0 ? worse : otherwise);
}

/** A set of exclusions: does an entry appear? */
export function moreIsWorse(worse: Rule, otherwise: Rule): Judge {
  return ({ before, after }) => (missing(after, before).length > 0 ? worse : otherwise);
}

/** A named block: is it removed, added or changed? */
export function entry(rules: { readonly removed: Rule; readonly added: Rule; readonly changed?: Rule }): Judge {
  return ({ before, after }) => {
    if (after === undefined) return rules.removed;
    return before === undefined ? rules.added : (rules.changed ?? rules.removed);
  };
}

/** The entries of one value that the other value does not have. */
export function missing(from: Value | undefined, other: Value | undefined): string[] {
  const texts = (value: Value | undefined): string[] =>
    value === undefined ? [] : isSet(value) ? value.map(String) : [textAt(value, []) ?? textOf(value)];
  return uncoveredTexts(texts(from), texts(other));
}

/** A set: what disappears and what appears are separate findings, each with only these entries. */
export function eachWay(rules: { readonly removed: Rule; readonly added: Rule }): Judge {
  return ({ path, before, after }) => {
    const [lost, gained] = [missing(before, after), missing(after, before)];
    return [
      ...(lost.length > 0 ? [{ rule: rules.removed, path, before: sortedSet(lost), after: undefined }] : []),
      ...(gained.length > 0 ? [{ rule: rules.added, path, before: undefined, after: sortedSet(gained) }] : []),
    ];
  };
}

/** Judges the whole value at the first `depth` names of a path once, however many differences it has. */
export function asOne(depth: number, judge: Judge): Judge {
  return (difference, change, context) => {
    const path = difference.path.slice(0, depth);
    const isInside = ({ path: other }: Difference): boolean => path.every((name, index) => other[index] === name);
    if (change.differences.find(isInside) !== difference) return [];
    const whole = { path, before: valueAt(change.before, path), after: valueAt(change.after, path) };
    const judged = judge(whole, change, context);
    return 'name' in judged ? [{ rule: judged, ...whole }] : judged;
  };
}
