import type { Change } from '../diff/change';
import type { Difference } from '../diff/difference';
import type { Severity } from '../finding';
import type { Value } from '../model/value';

/** What a finding says whatever the change: `docs/review-rules.md` lists it. */
export interface Rule {
  /** Stays for ever, because accepted findings name it. */
  readonly name: string;
  readonly severity: Severity;
  /** What is found: no capital, no full stop. */
  readonly finds: string;
  readonly why: string;
  /** An instruction that can be followed. */
  readonly remedy: string;
}

/** A rule that fits, and where. */
export interface Hit {
  readonly rule: Rule;
  readonly path: readonly string[];
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What a rule may look at besides the change. */
export interface Context {
  /** The moment from which schedules are read. */
  readonly now: Date;
  readonly changes: readonly Change[];
  /** Accounts that some provider is bound to, before and after. */
  readonly accounts: ReadonlySet<string>;
}

/** Judges one difference. No hit: nothing needs to be said, because another difference says it. */
export type Judge = (difference: Difference, change: Change, context: Context) => readonly Hit[];

/** Judges a part that came, or went, as a whole. */
export type WholeJudge = (change: Change, context: Context) => readonly Hit[];

/** What is known about a type. */
export interface TypeRules {
  readonly added: Rule | WholeJudge;
  readonly removed: Rule | WholeJudge;
  /** Besides what the arguments that force it say. */
  readonly replaced?: Rule;
  /** By path; `*` is any one name, `**` at the end all the rest. The first that fits counts. */
  readonly attributes: Readonly<Record<string, Judge | Rule>>;
  /** By the last name of a path, wherever that stands; before the others. */
  readonly anywhere?: Readonly<Record<string, Judge | Rule>>;
}

export function hit(rule: Rule, { path, before, after }: Difference): Hit {
  return { rule, path, before, after };
}

export function hitWhole(rule: Rule, { before, after }: Change): Hit {
  return { rule, path: [], before, after };
}
