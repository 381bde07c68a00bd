import { required } from './unreadable-response';

/**
 * Reads one list from every page. AWS may send empty pages before the last one.
 *
 * @throws {UnreadableResponseError} when a page has no list: a missing list is not an empty list
 */
export async function everyPage<Page extends object, List extends keyof Page & string>(
  pages: AsyncIterable<Page>,
  list: List,
  onPage: (soFar: number) => void = () => {},
): Promise<ElementOf<Page[List]>[]> {
  const elements: ElementOf<Page[List]>[] = [];
  for await (const page of pages) {
    elements.push(...(required(page, list) as readonly ElementOf<Page[List]>[]));
    onPage(elements.length);
  }
  return elements;
}

type ElementOf<List> = NonNullable<List> extends readonly (infer Element)[] ? Element : never;
