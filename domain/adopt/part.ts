import type { Finding } from '../finding';

/** A part of an account that is taken over, or stays outside, as a whole. */
export interface Part {
  /** Such as `vault`, or `access policy` for that of a vault. */
  readonly kind: PartKind;
  readonly region: string;
  /** For a selection, that of its plan and its own. */
  readonly name: string;
}

export type PartKind =
  | 'vault'
  | 'lock'
  | 'access policy'
  | 'notifications'
  | 'key'
  | 'plan'
  | 'selection'
  | 'role'
  | 'policy'
  | 'topic'
  | 'subscription'
  | 'region settings'
  | 'event rule'
  | 'maintenance window';

/** What becomes of a part. */
export interface Item extends Part {
  /**
   * `taken over`: Terraform manages it. `referenced`: by its ARN, so that Terraform never changes it. `outside`: the
   * configuration does not mention it. `refused`: outside, because a rule refuses it.
   */
  readonly state: 'taken over' | 'referenced' | 'outside' | 'refused';
  /** Why, or what it does: the same text for the same reason, so that many parts are one line. */
  readonly reason?: string;
  /** What to do. */
  readonly remedy?: string;
}

/** The findings for which parts stay outside, by {@link partKey}. */
export type Exclusions = ReadonlyMap<string, readonly Finding[]>;

export function partKey({ kind, region, name }: Part): string {
  return `${kind} ${region} ${name}`;
}

/** The items of a part that a rule refuses; none if no rule does. */
export function refusedItems(part: Part, excluded: Exclusions): Item[] {
  return (excluded.get(partKey(part)) ?? []).map(({ message, remedy }) => ({
    ...part,
    state: 'refused',
    reason: message,
    remedy,
  }));
}
