import { fitsWildcard } from './wildcard';

/** Something that AWS Backup may back up, as a selection sees it. */
export interface Resource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A tag that a resource carries. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What one tag of a resource must fulfil. */
export interface TagCondition extends Tag {
  readonly operator: 'stringEquals' | 'stringLike' | 'stringNotEquals' | 'stringNotLike';
}

/** A selection as AWS Backup gets it: of a plan, or of a policy of the organization. */
export interface ResourceSelection {
  /** ARNs and patterns: any of them. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Any of them. */
  readonly tags: readonly Tag[];
  /** All of them. */
  readonly conditions: readonly TagCondition[];
}

/**
 * Whether a selection reaches a resource. Resources and tags add up: what is named is selected without the tag, and what
 * carries the tag without being named. Conditions narrow what both of them select, and what is excluded stays out.
 *
 * @param optedIn whether the region has opted in the resource's type, which counts unless the selection names it
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export function selects(
  { resources, notResources, tags, conditions }: ResourceSelection,
  resource: Resource,
  { optedIn }: { readonly optedIn: boolean },
): boolean {
  if (notResources.some((pattern) => fitsWildcard(pattern, resource.arn))) return false;
  if (!conditions.every((condition) => fulfils(resource, condition))) return false;
  const fitting = resources.filter((pattern) => fitsWildcard(pattern, resource.arn));
  if (fitting.some((pattern) => pattern !== '*')) return true;
  const everything = resources.length === 0 && tags.length === 0;
  return optedIn && (everything || fitting.length > 0 || tags.some(({ key, value }) => resource.tags[key] === value));
}

/** As in IAM, what has no such tag differs from every value. */
function fulfils(resource: Resource, { operator, key, value }: TagCondition): boolean {
  const found = resource.tags[key];
  switch (operator) {
    case 'stringLike':
      return found !== undefined && fitsWildcard(value, found);
    case 'stringNotEquals':
      return found !== value;
    case 'stringNotLike':
      return found === undefined || !fitsWildcard(value, found);
    default:
      return found === value;
  }
}
