import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from '../../testing/commands';
import { refuseBelowRoot } from './repository-root';

function repository(): string {
  const root = emptyFolder();
  mkdirSync(path.join(root, 'docs', 'adr'), { recursive: true });
  writeFileSync(path.join(root, 'cdktf.json'), '{}');
  return root;
}

test('accepts the root of a repository, and a folder that is in none', () => {
  expect(() => refuseBelowRoot(repository(), 'cdktf.out')).not.toThrow();
  expect(() => refuseBelowRoot(emptyFolder(), 'cdktf.out')).not.toThrow();
});

test('synth writes nothing below the root, and says where it is', async () => {
  const root = repository();
  const below = path.join(root, 'docs', 'adr');
  expect(await backupctl(['synth'], below)).toEqual({
    code: 2,
    stdout: '',
    stderr: `${below} lies inside of the repository ${root}, where cdktf.out belongs.\n→ run it there: cd ${root}\n`,
  });
  expect(readdirSync(below)).toEqual([]);
});
