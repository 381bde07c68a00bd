import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, filesOf } from '../../testing/commands';
import { fixtures } from '../../testing/fixtures';

const TREE = JSON.stringify(fixtures.organization.root, null, 2);

/** The frozen environments; `organization.ts` imports its root from a file with this text. */
function environments(text: string | undefined): string {
  const folder = changedEnvironments({
    'organization.ts': (literal) =>
      literal
        .replaceAll(/^import (?:dev|prod|stg) .*\n/gm, '')
        .replace(/ {2}root: \{[\s\S]*?\n {2}\},\n/, '  root,\n')
        .replace('export default', "import root from './organization-tree.json';\n\nexport default"),
  });
  if (text !== undefined) writeFileSync(path.join(folder, 'organization-tree.json'), text);
  return folder;
}

const synth = (folder: string, out = emptyFolder()) => backupctl(['synth'], out, { BACKUP_ENVIRONMENTS_DIR: folder });

test('M7 a tree that organization.ts imports gives the same bytes as literals', async () => {
  const [literal, imported] = [emptyFolder(), emptyFolder()];
  expect(await backupctl(['synth'], literal)).toMatchObject({ code: 0 });
  expect(await synth(environments(TREE), imported)).toMatchObject({ code: 0 });
  const stack = 'cdktf.out/stacks/organizations/cdk.tf.json';
  expect(readFileSync(path.join(imported, stack), 'utf8')).toBe(readFileSync(path.join(literal, stack), 'utf8'));
  expect(Object.keys(filesOf(imported))).toEqual(Object.keys(filesOf(literal)));
});

test.each([
  [
    'that is missing',
    undefined,
    /organization\.ts is refused: 1 problem\n\n {2}line \d+, column \d+: .*\n {4}Could not resolve "\.\/organization-tree\.json"\.\n {4}→ run backupctl organization pull/,
  ],
  [
    'that is not JSON',
    TREE.replace('"id"', 'id'),
    /organization-tree\.json is refused: 1 problem\n\n {2}line 2, column 3: /,
  ],
  [
    'with a key twice',
    TREE.replace('"id"', '"id": "r-cd34",\n"id"'),
    /organization-tree\.json is refused: 1 problem\n\n {2}line 3, column 1: .*\n {4}Duplicate key "id" in object literal\.\n {4}→ keep one of them/,
  ],
  [
    'with a wrong value',
    TREE.replace('"555555555555"', '"5555"'),
    /organization-tree\.json is refused: 1 problem\n\n {2}line \d+, column \d+: ous\.Security\.accounts\.log-archive\.id = "5555"\n {4}.*\n {4}→ use 12 digits/,
  ],
])('M7 refuses a tree %s, once and at its position', async (_, text, expected) => {
  const { code, stdout, stderr } = await synth(environments(text));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(expected);
  expect(stderr.match(/ is refused/g)).toHaveLength(1);
});
