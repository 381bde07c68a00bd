import { type Grant, grantsAdded } from '../../iam/access/grants';
import { wideOpen } from '../../iam/access/wide-open';
import { GENERAL } from '../types/general';
import type { Change } from './change';
import { differences } from './difference';
import { asOne } from './judges';
import { refersToImported, refersToNew } from './new-resources';
import {
  type Context,
  high,
  type Judge,
  losingAccess,
  type Match,
  matchWhole,
  medium,
  type Rule,
  type WholeJudge,
} from './rule';
import { type Value, valueAt } from './value';

/** A kind of policy: whom it affects, and what to do about a change. */
export interface AccessSubject {
  /** Such as `a vault access policy`. */
  readonly policy: string;
  readonly opened: Consequence;
  readonly narrower: Consequence;
  /** More conditions or denials, for the same actions.
   * @default - as `narrower` */
  readonly stricter?: Consequence;
  /** A rule for grants that matter more than others. */
  readonly special?: (grant: Grant, change: Change) => Rule | undefined;
}

interface Consequence {
  /** Name of the rule. */
  readonly rule: string;
  /** @default high */
  readonly severity?: 'medium';
  readonly why: string;
  readonly remedy: string;
}

/** The argument that refers to the resource that a policy belongs to, and its type. */
type Subject = Parameters<typeof refersToNew>[1];

export interface AccessRules {
  /** Without a rule of its own, `stricter` is `narrower`. */
  readonly rules: Readonly<Record<'opened' | 'narrower' | 'stricter', Rule>>;
  /** Judges the policy at a path of this many names, statement by statement. */
  readonly changed: (depth?: number) => Judge;
  /**
   * Judges the policy of a new resource: statements that are wide open, or for accounts that no provider uses, get their own
   * finding. If it belongs to a resource that existed before, every statement does. If the plan imports that resource, the policy
   * replaces one that the plan does not show.
   */
  readonly added: (argument: string, of?: Subject) => WholeJudge;
}

/** The rules for changes of a kind of policy: it allows more, allows less, sets more conditions, or says the same. */
export function accessRules({ policy, opened, narrower, stricter, special }: AccessSubject): AccessRules {
  const limits = stricter ? '' : ', denies more or sets more conditions';
  const narrowerRule = losingAccess(ruleFor(narrower, `${policy} that allows less${limits}`));
  const rules = {
    opened: ruleFor(opened, `${policy} that allows more or denies less`),
    narrower: narrowerRule,
    stricter: stricter ? losingAccess(ruleFor(stricter, `${policy} with more conditions or denials`)) : narrowerRule,
  };
  const wider = (grant: Grant, change: Change): Rule => special?.(grant, change) ?? rules.opened;
  const lost = ({ onlyConditions, denied }: Grant): Rule =>
    onlyConditions || denied ? rules.stricter : rules.narrower;
  return {
    rules,
    changed: (depth = 1) =>
      asOne(depth, (place, change) => {
        const matches = [
          ...byStatement(grantsAdded(place.before, place.after), (grant) => wider(grant, change), place),
          ...byStatement(grantsAdded(place.after, place.before), lost, place),
        ];
        return matches.length > 0 ? matches : GENERAL.policyRewritten;
      }),
    added: (argument, of) => (change, context) => {
      const place = { path: [argument], before: undefined, after: valueAt(change.after, [argument]) };
      const open = new Set(wideOpen(place.after).map(({ key }) => key));
      const existed = of !== undefined && !refersToNew(change, of, context);
      const grants = grantsAdded(undefined, place.after).filter(
        ({ statement, principal }) => existed || open.has(statement) || isAbroad(principal, context),
      );
      const overwrites = of !== undefined && refersToImported(change, of, context);
      const rule = overwrites ? GENERAL.policyOverwritten : GENERAL.added;
      return [matchWhole(rule, change), ...byStatement(grants, (grant) => wider(grant, change), place)];
    },
  };
}

/** A principal of an account that no provider uses. */
function isAbroad(principal: string, { accounts }: Context): boolean {
  const account = /^AWS arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
  return account !== undefined && accounts.size > 0 && !accounts.has(account);
}

function ruleFor({ rule, severity, why, remedy }: Consequence, finds: string): Rule {
  return (severity === 'medium' ? medium : high)(rule, { finds, why, remedy });
}

type Place = Omit<Match, 'rule'>;

/** One match per statement and rule. */
function byStatement(grants: readonly Grant[], ruleOf: (grant: Grant) => Rule, place: Place): Match[] {
  const found = new Map<string, Match>();
  for (const grant of grants) {
    const rule = ruleOf(grant);
    const inside = (value: Value | undefined): Value | undefined => valueAt(value, [grant.statement]);
    const [before, after] = [inside(place.before), inside(place.after)];
    // A reference is not a statement: show it as a whole.
    const isWhole = before === undefined && after === undefined;
    const match = isWhole ? { ...place, rule } : { rule, path: [...place.path, grant.statement], before, after };
    found.set(`${rule.name} ${grant.statement}`, narrowed(match));
  }
  return [...found.values()];
}

/** If only one thing in a statement differs, that thing. */
function narrowed(match: Match): Match {
  if (match.before === undefined || match.after === undefined) return match;
  const [only, ...others] = differences(match.before, match.after);
  if (only === undefined || others.length > 0) return match;
  return { ...match, path: [...match.path, ...only.path], before: only.before, after: only.after };
}
