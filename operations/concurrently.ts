/**
 * Does something with each element, at most `limit` of them at the same time. The results are in the order of the elements.
 * After an error, it begins no further element.
 */
export async function concurrently<T, R>(
  elements: readonly T[],
  { limit }: { readonly limit: number },
  work: (element: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...elements.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, element] = next;
      results[index] = await work(element, index);
    }
  };
  const stop = (error: unknown): never => {
    waiting.length = 0;
    throw error;
  };
  await Promise.all(Array.from({ length: limit }, () => worker().catch(stop)));
  return results;
}
