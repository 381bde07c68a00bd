import { fixtures } from '../testing/fixtures';
import { parseEnvironments } from './parse';
import { RefusedError } from './refusal';
import { treeFile } from './tree-file';

const NOW = new Date('2026-11-21T00:00:00Z');
const TREE = structuredClone(fixtures.organization.root);

/** The refusal of the frozen organization, whose root comes from a file. */
function refusalOf(text: string, root: unknown = JSON.parse(text)): string {
  const input = { ...fixtures.organization, root };
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: fixtures.prod }];
  const tree = () => treeFile(input, 'environments', () => text);
  try {
    parseEnvironments(files, NOW, { file: 'environments/organization.ts', input, tree });
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

const written = JSON.stringify(TREE, null, 2);
const lineOf = (text: string, part: string): number => text.slice(0, text.lastIndexOf(part)).split('\n').length;

test.each([
  ['a wrong account ID', '"444444444444"', '"4444"', 'ous.Workloads.accounts.shared-services.id = "4444"'],
  ['a wrong kind', '"444444444444"', '4444', 'ous.Workloads.accounts.shared-services.id = 4444'],
  ['an account in two places', '"555555555555"', '"444444444444"', ' = "444444444444"'],
  [
    'an unknown state',
    '"log-archive"',
    '"log-archive", "state": "gone"',
    'ous.Security.accounts.log-archive.state = "gone"',
  ],
  ['an OU of another root', '"ou-ab12-security"', '"ou-cd34-security"', 'ous.Security.id = "ou-cd34-security"'],
])('M7 the tree is checked as literals are, at its position in the file: %s', (_, from, to, path) => {
  const text = written.replace(from, to);
  const message = refusalOf(text);
  const line = lineOf(text, to.replace(/.*, /, ''));
  expect(message).toContain('environments/organization-tree.json is refused: 1 problem\n\n  ');
  expect(message.split('\n')[2]).toMatch(new RegExp(`^  line ${line}, column \\d+(: )?`));
  expect(message.split('\n')[2]).toContain(path);
  // Once, and not in organization.ts.
  expect(message.match(/ is refused/g)).toHaveLength(1);
});

test('M7 problems of the other settings stay in organization.ts', () => {
  const text = written.replace('"ou-ab12-security"', '"ou-cd34-security"');
  const input = { ...fixtures.organization, service: 'Wrong', root: JSON.parse(text) };
  const tree = () => treeFile(input, 'environments', () => text);
  expect(() => parseEnvironments([], NOW, { file: 'environments/organization.ts', input, tree })).toThrow(
    /^environments\/organization\.ts is refused: 1 problem\n\n {2}service = "Wrong"[^]*\n\nenvironments\/organization-tree\.json is refused: 1 problem\n/,
  );
});

test('M7 a file that organization.ts does not import as its root has no positions', () => {
  const root = { ...TREE, id: 'root' };
  expect(refusalOf(written, root)).toMatch(
    /^environments\/organization\.ts is refused: 1 problem\n\n {2}root\.id = "root"/,
  );
  expect(treeFile(fixtures.organization, 'environments', () => '{')).toBeUndefined();
  expect(treeFile(undefined, 'environments', () => '{}')).toBeUndefined();
});
