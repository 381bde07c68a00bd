import { satisfies } from '../backup/satisfies';
import { matchesWildcard } from '../backup/wildcard';

/** A resource that AWS Backup supports, with the properties that a selection checks. */
export interface Resource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A tag of a resource. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A condition on one tag of a resource. */
export interface TagCondition extends Tag {
  readonly operator: 'stringEquals' | 'stringLike' | 'stringNotEquals' | 'stringNotLike';
}

/** A selection as AWS Backup receives it, from a plan or from a backup policy of the organization. */
export interface ResourceSelection {
  /** ARNs and patterns: one must match. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** One must match. */
  readonly tags: readonly Tag[];
  /** All must match. */
  readonly conditions: readonly TagCondition[];
}

/**
 * Whether a selection includes a resource. It includes a resource that it names or that has one of its tags. Conditions
 * narrow both, and exclusions always apply.
 *
 * @param optedIn whether the region has opted in to the resource's type, which is required unless the selection names the
 *   resource
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export function selects(
  { resources, notResources, tags, conditions }: ResourceSelection,
  resource: Resource,
  { optedIn }: { readonly optedIn: boolean },
): boolean {
  if (notResources.some((pattern) => matchesWildcard(pattern, resource.arn))) return false;
  if (!conditions.every((condition) => satisfies(resource.tags[condition.key], condition))) return false;
  const matching = resources.filter((pattern) => matchesWildcard(pattern, resource.arn));
  if (matching.some((pattern) => pattern !== '*')) return true;
  const everything = resources.length === 0 && tags.length === 0;
  return optedIn && (everything || matching.length > 0 || tags.some(({ key, value }) => resource.tags[key] === value));
}
