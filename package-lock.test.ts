import { readFileSync } from 'node:fs';
import path from 'node:path';

interface LockedPackage {
  readonly integrity?: string;
  /** Part of another package's archive, whose integrity covers it. */
  readonly inBundle?: true;
}

test('pins the content of every package, including those for other platforms', () => {
  const text = readFileSync(path.join(__dirname, 'package-lock.json'), 'utf8');
  const lock = JSON.parse(text) as { packages: Record<string, LockedPackage> };
  const { '': _project, ...packages } = lock.packages;
  const unpinned = Object.entries(packages).filter(
    ([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true,
  );
  expect(unpinned.map(([name]) => name)).toEqual([]);
});
