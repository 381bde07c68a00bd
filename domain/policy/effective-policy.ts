import type { EffectiveError } from './effective-error';
import { planErrors } from './effective-plan';
import { documentOf } from './inheritance';
import type { MergedObject, Place } from './inheritance-place';
import { provenanceOf, type Provenance } from './provenance';
import { RuleSchedules } from './rule-schedule';
import { entriesAt } from './setting';

export type { EffectiveError } from './effective-error';
export type { MergedObject } from './inheritance-place';
export type { Contribution, Source } from './contribution';
export type { Provenance } from './provenance';

/** The effective policy of one account, and how it was produced. */
export interface EffectivePolicy {
  readonly accountId: string;
  /**
   * The merged policy, in the form that DescribeEffectivePolicy returns: names in lower case, values as strings, lists of
   * strings, no operators. `{}` for an account without policies, where AWS returns EffectivePolicyNotFoundException.
   * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
   */
  readonly effectivePolicy: MergedObject;
  /** False if an error makes AWS withhold it with all its plans: the account keeps the last valid one, or none. */
  readonly published: boolean;
  /** Sorted by plan, then by path. */
  readonly errors: readonly EffectiveError[];
  readonly provenance: Provenance;
}

/** The result without the account: all accounts with the same policies, none of them attached to the account, share it. */
export type Effect = Omit<EffectivePolicy, 'accountId'>;

/** Checks merged backup policies. Plans that several accounts share are checked once. */
export class EffectivePolicyJudge {
  readonly #schedules: RuleSchedules;
  readonly #known = new WeakMap<Place, readonly EffectiveError[]>();
  readonly #effects = new WeakMap<Place, Effect>();
  /** The contents of plans without errors: many accounts merge the same from different policies. */
  readonly #faultless = new Set<string>();

  /** @param now the moment from which to look at schedules */
  constructor(now: Date) {
    this.#schedules = new RuleSchedules(now);
  }

  /** The effective policy of a merged document. OUs without policies have that of their parent. */
  effectOf(root: Place): Effect {
    const known = this.#effects.get(root) ?? this.#merged(root);
    this.#effects.set(root, known);
    return known;
  }

  #merged(root: Place): Effect {
    const errors = entriesAt(root, 'plans').flatMap(([name, plan]) => this.#errorsOf(name, plan));
    return {
      effectivePolicy: documentOf(root),
      published: errors.every(({ source }) => source !== 'aws'),
      errors,
      provenance: provenanceOf(root),
    };
  }

  /** A place never changes and has only one path. */
  #errorsOf(name: string, plan: Place): readonly EffectiveError[] {
    const known = this.#known.get(plan);
    if (known) return known;
    const contents = JSON.stringify(plan.merged);
    const errors = this.#faultless.has(contents) ? [] : planErrors(name, plan, this.#schedules);
    if (errors.length === 0) this.#faultless.add(contents);
    this.#known.set(plan, errors);
    return errors;
  }
}
