import type { Change } from '../../domain/terraform/changes/change';
import type { Difference } from '../../domain/terraform/changes/difference';
import { publicPlaces } from '../../domain/terraform/changes/public-access';
import { perReview } from '../../domain/terraform/changes/per-review';
import {
  type ChangeRules,
  type Context,
  type Match,
  matchAt,
  matchWhole,
  type Rule,
  type WholeJudge,
} from '../../domain/terraform/changes/rule';
import { isAtLeast } from '../../domain/terraform/changes/severity';
import { valueAt } from '../../domain/terraform/changes/value';
import { GENERAL } from '../../domain/terraform/types/general';
import { changeRulesOf, ruleAt, unclassified } from './change-rules';

/** All rules that apply to a change: at least one for everything that differs. */
export function matchesOf(change: Change, context: Context): readonly Match[] {
  const matches = asImported(change, matchesByAction(change, context));
  return [...matches, ...publicMatches(change, matches), ...programMatches(change)];
}

/** What an imported resource loses, others may need. */
function asImported({ imported }: Change, matches: readonly Match[]): readonly Match[] {
  if (imported !== true) return matches;
  return matches.map((match) =>
    match.rule.losesAccess === true ? { ...match, rule: GENERAL.importLosesAccess } : match,
  );
}

/** The provisioners of a new resource. */
function programMatches({ action, after: block }: Change): Match[] {
  const after = valueAt(block, ['provisioner']);
  if (action !== 'added' || after === undefined) return [];
  return [{ rule: GENERAL.program, path: ['provisioner'], before: undefined, after }];
}

/** What becomes public, unless a rule of its own is as severe. */
function publicMatches(change: Change, matches: readonly Match[]): Match[] {
  if (change.action === 'removed' || change.action === 'forgotten') return [];
  const severe = matches.filter(({ rule, path }) => path.length > 0 && isAtLeast(rule.severity, 'high'));
  return publicPlaces(change)
    .filter(({ path }) => !severe.some((match) => isBelow(match.path, path) || isBelow(path, match.path)))
    .map(({ path, value }) => ({
      rule: GENERAL.publicAccess,
      path,
      before: valueAt(change.before, path),
      after: value,
    }));
}

function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return above.every((name, index) => path[index] === name);
}

function matchesByAction(change: Change, context: Context): readonly Match[] {
  const known = changeRulesOf(change.type);
  switch (change.action) {
    case 'added':
      return inNewStack(change, context, whole(known ? (known.added ?? GENERAL.added) : undefined, change, context));
    case 'removed':
      return whole(known ? (known.removed ?? GENERAL.removed) : undefined, change, context);
    case 'forgotten':
      return [matchWhole(known?.forgotten ?? GENERAL.forgotten, change)];
    case 'changed':
      return matchDifferences(change, context);
    case 'moved':
      return [moved(change, known), ...matchDifferences(change, context)];
    case 'replaced':
      return replaced(change, known, matchDifferences(change, context));
    default:
      return never(change.action);
  }
}

function whole(rule: Rule | WholeJudge | undefined, change: Change, context: Context): readonly Match[] {
  const judge = rule ?? unclassified(change);
  const judged = typeof judge === 'function' ? judge(change, context) : judge;
  return 'name' in judged ? [matchWhole(judged, change)] : judged;
}

const newStacks = perReview(
  (changes) =>
    new Set(
      changes.filter(({ type, action }) => type === 'stack' && action === 'added').map(({ stackName }) => stackName),
    ),
);

/** A new stack is one finding; its resources are findings only if they are high or worse. */
function inNewStack(change: Change, context: Context, matches: readonly Match[]): readonly Match[] {
  if (change.type === 'stack' || !newStacks(context).has(change.stackName)) return matches;
  // A new stack has no state elsewhere.
  return change.type === 'backend' ? [] : matches.filter(({ rule }) => isAtLeast(rule.severity, 'high'));
}

function matchDifferences(change: Change, context: Context): readonly Match[] {
  return change.differences.flatMap((difference) => matchDifference(difference, change, context));
}

function matchDifference(difference: Difference, change: Change, context: Context): readonly Match[] {
  const rule = ruleAt(change.type, difference.path) ?? unclassified(change, difference);
  const judged = typeof rule === 'function' ? rule(difference, change, context) : rule;
  return 'name' in judged ? [matchAt(judged, difference)] : judged;
}

function moved({ movedFrom, address }: Change, known: ChangeRules | undefined): Match {
  const isProtected = typeof known?.removed === 'object' && known.removed.severity === 'critical';
  const rule = isProtected ? GENERAL.protectedMoved : GENERAL.moved;
  return { rule, path: [], before: movedFrom, after: address };
}

/** Unless the rule of an argument is at least as severe. */
function replaced(change: Change, known: ChangeRules | undefined, matches: readonly Match[]): readonly Match[] {
  const rule = known?.replaced ?? GENERAL.replaced;
  if (matches.some((each) => isAtLeast(each.rule.severity, rule.severity))) return matches;
  return [matchWhole(rule, change), ...matches];
}

/** Compiles only if every action has its case. */
function never(action: never): never {
  throw new Error(`no rules for ${String(action)}`);
}
