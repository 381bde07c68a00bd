import { required, UnreadableResponseError } from './unreadable-response';

/**
 * Reads one list from every page. AWS may send empty pages before the last one.
 *
 * @throws {UnreadableResponseError} when a page has no list: a missing list is not an empty list; or when the pages repeat
 */
export async function everyPage<Page extends object, List extends keyof Page & string>(
  pages: AsyncIterable<Page>,
  list: List,
  onPage: (soFar: number) => void = () => {},
): Promise<ElementOf<Page[List]>[]> {
  const elements: ElementOf<Page[List]>[] = [];
  const tokens = new Set<unknown>();
  for await (const page of pages) {
    elements.push(...(required(page, list) as readonly ElementOf<Page[List]>[]));
    onPage(elements.length);
    const token = tokenOf(page);
    if (tokens.has(token)) throw new UnreadableResponseError('it is the same page again');
    if (token !== undefined) tokens.add(token);
  }
  return elements;
}

/** Where the next page begins. */
function tokenOf(page: object): unknown {
  const { NextToken, nextToken } = page as { readonly NextToken?: unknown; readonly nextToken?: unknown };
  return NextToken ?? nextToken;
}

type ElementOf<List> = NonNullable<List> extends readonly (infer Element)[] ? Element : never;
