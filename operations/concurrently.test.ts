import { setTimeout } from 'node:timers/promises';

import { concurrently } from './concurrently';

test('results are in the order of the elements, and no more than the limit run at a time', async () => {
  let running = 0;
  let most = 0;
  const results = await concurrently([30, 1, 20, 1, 1], { limit: 2 }, async (delay, index) => {
    running += 1;
    most = Math.max(most, running);
    await setTimeout(delay);
    running -= 1;
    return index;
  });
  expect([results, most]).toEqual([[0, 1, 2, 3, 4], 2]);
});

test('after an error, nothing further begins', async () => {
  const begun: number[] = [];
  const ended = concurrently([1, 2, 3, 4, 5], { limit: 2 }, async (element) => {
    begun.push(element);
    await setTimeout(element);
    throw new Error(`of ${element}`);
  });
  await expect(ended).rejects.toThrow('of 1');
  await setTimeout(20);
  expect(begun).toEqual([1, 2]);
});

test('nothing to do is no error', async () => {
  await expect(concurrently([], { limit: 5 }, () => Promise.reject(new Error('never')))).resolves.toEqual([]);
});
