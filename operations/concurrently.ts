/**
 * Does something with each element, at most `limit` of them at the same time. The results are in the order of the elements.
 * After an error, it begins no further element, and waits for those that are running.
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
  const workers = await Promise.allSettled(Array.from({ length: limit }, () => worker().catch(stop)));
  const failed = workers.find((ended) => ended.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}
