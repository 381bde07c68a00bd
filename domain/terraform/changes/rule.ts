import type { Change } from './change';
import type { Difference } from './difference';
import type { Severity } from './severity';
import type { Value } from './value';

/** The fixed part of a finding: `docs/review-rules.md` lists it. */
export interface Rule extends RuleText {
  /** Never changes, because `review-accepted.json` refers to it. */
  readonly name: string;
  readonly severity: Severity;
  /** Someone loses access. Where a plan imports the resource, that is critical: others than these stacks may use it. */
  readonly losesAccess?: true;
}

interface RuleText {
  /** What the rule finds: no capital, no full stop. */
  readonly finds: string;
  readonly why: string;
  /** An instruction that the reader can follow. */
  readonly remedy: string;
}

/** Defines rules of a severity: `high('role-removed', { finds, why, remedy })`. */
const rulesOf =
  (severity: Severity) =>
  (name: string, text: RuleText): Rule => ({ name, severity, ...text });

/** A rule for changes by which someone loses access. */
export function losingAccess(rule: Rule): Rule {
  return { ...rule, losesAccess: true };
}

export const critical = rulesOf('critical');
export const high = rulesOf('high');
export const medium = rulesOf('medium');
export const low = rulesOf('low');

/** A rule that applies, and where. */
export interface Match {
  readonly rule: Rule;
  readonly path: readonly string[];
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What a rule may read apart from the change. */
export interface Context {
  /** The start time for schedules. */
  readonly now: Date;
  readonly changes: readonly Change[];
  /** The accounts of all providers, before and after. */
  readonly accounts: ReadonlySet<string>;
}

/** Selects the rule for one difference. No match: another difference of the change already reports it. */
export type Judge = (difference: Difference, change: Change, context: Context) => Rule | readonly Match[];

/** Selects the rule for a part that is added or removed. */
export type WholeJudge = (change: Change, context: Context) => Rule | readonly Match[];

/** What the changes of a type mean. */
export interface ChangeRules {
  /** @default resource-added */
  readonly added?: Rule | WholeJudge;
  /** @default resource-removed */
  readonly removed?: Rule | WholeJudge;
  /** @default resource-forgotten */
  readonly forgotten?: Rule;
  /** Applies to a replacement, in addition to the rules of the arguments that force it.
   * @default resource-replaced */
  readonly replaced?: Rule;
  /** By path; `*` is any one name, `**` at the end any rest. The first match applies. */
  readonly changes: Readonly<Record<string, Judge | Rule>>;
  /** By the last name of a path, at any depth; takes precedence over `changes`. */
  readonly anywhere?: Readonly<Record<string, Judge | Rule>>;
}

export function matchAt(rule: Rule, { path, before, after }: Difference): Match {
  return { rule, path, before, after };
}

export function matchWhole(rule: Rule, { before, after }: Change): Match {
  return { rule, path: [], before, after };
}
