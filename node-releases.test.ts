import { readFileSync } from 'node:fs';
import path from 'node:path';

import { engines } from './package.json';

test('CI tests on every long-term release of Node.js from the oldest in engines to the one in .nvmrc', () => {
  const read = (file: string) => readFileSync(path.join(__dirname, file), 'utf8');
  const [, others = ''] = /^ +node: \[(.*)\]$/m.exec(read('.github/workflows/pull-request.yml')) ?? [];
  const tested = [...others.split(', '), read('.nvmrc')].map(Number);
  const oldest = Number(/^>=(\d+)\./.exec(engines.node)?.[1]);
  expect(tested).toEqual(longTermReleases(oldest, Math.max(...tested)));
  expect(tested.length).toBeGreaterThan(1);
});

/** Long-term releases have even numbers. */
function longTermReleases(first: number, last: number): number[] {
  return Array.from({ length: (last - first) / 2 + 1 }, (_, index) => first + 2 * index);
}
