/** Reads every page, which AWS may leave empty before the last one. */
export async function everyPage<Page, Part>(
  pages: AsyncIterable<Page>,
  partsOf: (page: Page) => readonly Part[] | undefined,
  onPage: (soFar: number) => void = () => {},
): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const page of pages) {
    parts.push(...(partsOf(page) ?? []));
    onPage(parts.length);
  }
  return parts;
}
