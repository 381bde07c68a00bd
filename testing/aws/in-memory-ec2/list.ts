import { awsError, pageOf } from '../fake-aws';
import type { Tags } from './state';

/** A filter of a Describe operation. */
interface Filter {
  readonly Name: string;
  readonly Values?: readonly string[];
}

/** The values of each property that this double can filter by. */
type FilteredValues = Readonly<Record<string, readonly (string | undefined)[]>>;

/**
 * The elements that all filters accept. `*` and `?` are wildcards.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function filtered<T>(
  elements: readonly T[],
  filters: readonly Filter[] | undefined,
  valuesOf: (element: T) => FilteredValues,
): T[] {
  const patterns = (filters ?? []).map(({ Name, Values = [] }) => {
    // EC2 accepts no filter without values.
    if (Values.length === 0) throw awsError('InvalidParameterValue', `The filter ${Name} has no values.`, 400);
    return { Name, values: Values.map(patternOf) };
  });
  return elements.filter((element) => {
    const known = valuesOf(element);
    return patterns.every(({ Name, values }) => {
      const found = Name.startsWith('tag:') ? (known[Name] ?? []) : known[Name];
      if (found === undefined) throw new Error(`the in-memory EC2 does not support the filter ${Name}`);
      return found.some((text) => text !== undefined && values.some((pattern) => pattern.test(text)));
    });
  });
}

/** The filters `tag:…` of a resource. */
export function tagFilters(tags: Tags): FilteredValues {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`tag:${key}`, [value]]));
}

/** A response: everything, or pages of two when the caller asks for pages. EC2 may return fewer than requested. */
export function listed(name: string, all: readonly object[], input: Readonly<Record<string, any>>): object {
  return input['MaxResults'] === undefined ? { [name]: all } : pageOf(name, all, input);
}

export function tagList(tags: Tags) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
