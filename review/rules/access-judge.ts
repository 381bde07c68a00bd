import { type Grant, grantsAdded } from '../access/grants';
import { wideOpen } from '../access/wide-open';
import type { Change } from '../diff/change';
import { differences } from '../diff/difference';
import { type Value, valueAt } from '../model/value';
import { GENERAL } from './general';
import { asOne } from './judges';
import { type Hit, hitWhole, type Judge, type Rule, type WholeJudge } from './rule';

/** Which rule a change of a policy falls under. */
export interface AccessRules {
  /** For what is allowed now and was not. */
  readonly wider: (grant: Grant, change: Change) => Rule;
  /** For what is no longer allowed at all. */
  readonly lost: Rule;
  /** For what is allowed under more conditions only, or denied besides. */
  readonly narrowed: Rule;
  /** For the same in other words. */
  readonly same: Rule;
}

interface AccessJudge {
  /** Judges the policy that stands so many names deep, statement by statement. */
  readonly changed: (depth?: number) => Judge;
  /** Judges the policy of something new: only what is wide open is worth a finding of its own. */
  readonly added: (argument: string, ...change: Parameters<WholeJudge>) => readonly Hit[];
}

export function accessJudge(rules: AccessRules): AccessJudge {
  return {
    changed: (depth = 1) =>
      asOne(depth, ({ path, before, after }, change) => compare(path, before, after, change, rules)),
    added: (argument, change) => {
      const policy = valueAt(change.after, [argument]);
      const open = new Set(wideOpen(policy).map(({ key }) => key));
      const grants = grantsAdded(undefined, policy).filter(({ statement }) => open.has(statement));
      const hits = byStatement(grants, (grant) => rules.wider(grant, change), [argument], undefined, policy);
      return [hitWhole(GENERAL.added, change), ...hits];
    },
  };
}

function compare(
  path: readonly string[],
  before: Value | undefined,
  after: Value | undefined,
  change: Change,
  rules: AccessRules,
): readonly Hit[] {
  const wider = byStatement(grantsAdded(before, after), (grant) => rules.wider(grant, change), path, before, after);
  const lost = grantsAdded(after, before);
  const ruleOf = ({ onlyConditions, denied }: Grant): Rule => (onlyConditions || denied ? rules.narrowed : rules.lost);
  const narrower = byStatement(lost, ruleOf, path, before, after);
  const hits = [...wider, ...narrower];
  return hits.length > 0 ? hits : [{ rule: rules.same, path, before, after }];
}

/** One finding a statement and rule. */
function byStatement(
  grants: readonly Grant[],
  ruleOf: (grant: Grant) => Rule,
  path: readonly string[],
  before: Value | undefined,
  after: Value | undefined,
): Hit[] {
  const found = new Map<string, Hit>();
  for (const grant of grants) {
    const rule = ruleOf(grant);
    const inside = (value: Value | undefined): Value | undefined => valueAt(value, [grant.statement]);
    const [was, is] = [inside(before), inside(after)];
    // What is no statement, such as a reference, is shown as a whole.
    const whole =
      was === undefined && is === undefined
        ? { rule, path, before, after }
        : { rule, path: [...path, grant.statement], before: was, after: is };
    found.set(`${rule.name} ${grant.statement}`, narrowed(whole));
  }
  return [...found.values()];
}

/** Of a statement in which one thing differs, that thing. */
function narrowed(whole: Hit): Hit {
  if (whole.before === undefined || whole.after === undefined) return whole;
  const [only, ...others] = differences(whole.before, whole.after);
  if (only === undefined || others.length > 0) return whole;
  return { ...whole, path: [...whole.path, ...only.path], before: only.before, after: only.after };
}
