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

/** What one account gets, and why. */
export interface EffectivePolicy {
  readonly accountId: string;
  /**
   * What merges, in the form that DescribeEffectivePolicy returns: names in lower case, values as strings, lists of
   * strings, no operators. `{}` for an account without policies, where AWS answers EffectivePolicyNotFoundException.
   * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
   */
  readonly effectivePolicy: MergedObject;
  /** False when an error makes AWS withhold it, all plans of it: the account keeps the last valid one, or none. */
  readonly published: boolean;
  /** In the order of the plans, then of the paths. */
  readonly errors: readonly EffectiveError[];
  readonly provenance: Provenance;
}

/** What an account gets, without the account: the same for all accounts of an OU that have no policies of their own. */
export type Effect = Omit<EffectivePolicy, 'accountId'>;

/** Judges merged backup policies. Plans that several accounts share are judged once. */
export class EffectivePolicyJudge {
  readonly #schedules: RuleSchedules;
  readonly #known = new WeakMap<Place, readonly EffectiveError[]>();

  /** @param now the moment from which schedules are looked at */
  constructor(now: Date) {
    this.#schedules = new RuleSchedules(now);
  }

  /** What comes of all levels together. */
  effectOf(root: Place): Effect {
    const errors = entriesAt(root, 'plans').flatMap(([name, plan]) => this.#errorsOf(name, plan));
    return {
      effectivePolicy: documentOf(root),
      published: errors.every(({ source }) => source !== 'aws'),
      errors,
      provenance: provenanceOf(root),
    };
  }

  /** A place never changes and stands at one path only. */
  #errorsOf(name: string, plan: Place): readonly EffectiveError[] {
    const known = this.#known.get(plan);
    if (known) return known;
    const errors = planErrors(name, plan, this.#schedules);
    this.#known.set(plan, errors);
    return errors;
  }
}
