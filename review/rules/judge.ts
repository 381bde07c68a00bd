import type { Change } from '../diff/change';
import type { Difference } from '../diff/difference';
import { isAtLeast } from '../finding';
import { GENERAL } from './general';
import { type Context, hit, type Hit, hitWhole, type Rule, type TypeRules, type WholeJudge } from './rule';
import { judgeOf, TYPES } from './types';

/** What all rules together say about a change: at least one thing about whatever differs. */
export function judge(change: Change, context: Context): readonly Hit[] {
  const known = Object.hasOwn(TYPES, change.type) ? TYPES[change.type] : undefined;
  switch (change.action) {
    case 'added':
      return atNewStack(change, context, whole(known?.added ?? GENERAL.unclassified, change, context));
    case 'removed':
      return whole(known?.removed ?? GENERAL.unclassified, change, context);
    case 'changed':
      return judgeDifferences(change, context);
    case 'moved':
      return [...movedHits(change, known), ...judgeDifferences(change, context)];
    case 'replaced':
      return replacedHits(change, known, judgeDifferences(change, context));
    default:
      return never(change.action);
  }
}

function whole(judged: Rule | WholeJudge, change: Change, context: Context): readonly Hit[] {
  return typeof judged === 'function' ? judged(change, context) : [hitWhole(judged, change)];
}

/** That a whole stack is new is told once; of what is in it, only what is worse. */
function atNewStack(change: Change, { changes }: Context, hits: readonly Hit[]): readonly Hit[] {
  if (change.type === 'stack') return hits;
  const isNew = changes.some(
    ({ type, action, stackName }) => type === 'stack' && action === 'added' && stackName === change.stackName,
  );
  if (!isNew) return hits;
  // A stack that is new had its state nowhere else.
  return change.type === 'backend' ? [] : hits.filter(({ rule }) => isAtLeast(rule.severity, 'high'));
}

function judgeDifferences(change: Change, context: Context): readonly Hit[] {
  return change.differences.flatMap((difference) => judgeDifference(difference, change, context));
}

function judgeDifference(difference: Difference, change: Change, context: Context): readonly Hit[] {
  const judged = judgeOf(change.type, difference.path);
  if (judged === undefined) return [hit(GENERAL.unclassified, difference)];
  return typeof judged === 'function' ? judged(difference, change, context) : [hit(judged, difference)];
}

function movedHits({ movedFrom, address }: Change, known: TypeRules | undefined): Hit[] {
  const isProtected = typeof known?.removed === 'object' && known.removed.severity === 'critical';
  const rule = isProtected ? GENERAL.protectedMoved : GENERAL.moved;
  return [{ rule, path: [], before: movedFrom, after: address }];
}

/** Unless an argument has said it already, with a rule of its own. */
function replacedHits(change: Change, known: TypeRules | undefined, hits: readonly Hit[]): readonly Hit[] {
  const rule = known?.replaced ?? GENERAL.replaced;
  if (hits.some((each) => isAtLeast(each.rule.severity, rule.severity))) return hits;
  return [hitWhole(rule, change), ...hits];
}

/** Compiles only while every action has its case. */
function never(action: never): never {
  throw new Error(`nobody judges ${String(action)}`);
}
