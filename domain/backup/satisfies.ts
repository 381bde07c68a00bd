import type { SelectionTerm } from './model';
import { matchesWildcard } from './wildcard';

/**
 * Whether the value of a tag satisfies a condition. As in IAM, a resource without the tag differs from every value.
 * @param found undefined if the resource does not have the tag
 */
export function satisfies(
  found: string | undefined,
  { operator, value }: Pick<SelectionTerm, 'operator' | 'value'>,
): boolean {
  switch (operator) {
    case 'any':
    case 'stringEquals':
      return found === value;
    case 'stringLike':
      return found !== undefined && matchesWildcard(value, found);
    case 'stringNotEquals':
      return found !== value;
    case 'stringNotLike':
      return found === undefined || !matchesWildcard(value, found);
    default:
      return operator satisfies never;
  }
}
