import { setTimeout } from 'node:timers/promises';

import { inOrder } from './in-order';

async function results(limit: number, work: (element: number) => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for await (const one of inOrder([3, 1, 2, 0], { limit }, work)) found.push(one);
  return found;
}

test.each([1, 2, 9])('keeps the order, with no more than %i at the same time', async (limit) => {
  let [running, most] = [0, 0];
  const work = async (element: number) => {
    running += 1;
    most = Math.max(most, running);
    await setTimeout(element);
    running -= 1;
    return element * 10;
  };
  expect(await results(limit, work)).toEqual([30, 10, 20, 0]);
  expect(most).toBeLessThanOrEqual(limit);
});

test('begins nothing after an error', async () => {
  const begun: number[] = [];
  const work = async (element: number) => {
    begun.push(element);
    await setTimeout(1);
    if (element === 1) throw new Error('failed');
    return element;
  };
  await expect(results(2, work)).rejects.toThrow('failed');
  expect(begun).toEqual([3, 1, 2]);
});
