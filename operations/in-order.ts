/**
 * Does something with each element, at most `limit` of them at the same time, and yields the results in the order of the
 * elements. Unlike `concurrently`, it keeps no more than `limit` results.
 */
export async function* inOrder<T, R>(
  elements: Iterable<T>,
  { limit }: { readonly limit: number },
  work: (element: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const element of elements) {
    const started = work(element);
    // Awaited below; until then, an error is not unhandled.
    started.catch(() => {});
    running.push(started);
    if (running.length >= limit) yield (await running.shift()) as R;
  }
  for (const started of running) yield await started;
}
