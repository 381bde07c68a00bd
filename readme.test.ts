import { readFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from './testing/commands';
import { OMITTED_ARGUMENTS, OMITTED_TYPES, REPLACED_VALUES } from './testing/provider/older-provider';

const page = (name: string) => readFileSync(path.join(__dirname, name), 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block]) => block);

const english = page('README.md');
const japanese = page('README.ja.md');

test('the first commands of the README set up and synthesize, and set up and test, on a fresh clone', () => {
  expect(blocks(english, 'console').slice(0, 2)).toEqual(['npm ci && npm run synth\n', 'npm ci && npm test\n']);
});

test('the README shows what synth prints', async () => {
  const args = ['synth', '--environment', 'prod', '--now', '2026-11-21T00:00:00Z'];
  const { stdout } = await backupctl(args, emptyFolder());
  expect(blocks(english, 'text')[0]).toBe(stdout);
});

test('the README counts what the older AWS provider does not know', () => {
  const counts = [OMITTED_TYPES.length, OMITTED_ARGUMENTS.length, Object.keys(REPLACED_VALUES).length];
  expect(/\[(\d+) types, (\d+) arguments and (\d+) values\]/.exec(english)?.slice(1)).toEqual(counts.map(String));
  expect(/\[(\d+) つの型、(\d+) [つ個]の引数、(\d+) つの値\]/.exec(japanese)?.slice(1)).toEqual(counts.map(String));
});

describe('the Japanese README', () => {
  test.each(['console', 'text'])('has the %s blocks of the English one', (language) => {
    expect(blocks(japanese, language)).toEqual(blocks(english, language));
  });

  test('has the headings of the English one, by level', () => {
    const levels = (text: string) => [...text.matchAll(/^(#+) /gm)].map(([, level]) => level);
    expect(levels(japanese)).toEqual(levels(english));
  });

  test('lists the commands, files and folders of the English one', () => {
    const firstCells = (text: string) => [...text.matchAll(/^\| (`[^`]+`)/gm)].map(([, cell]) => cell);
    expect(firstCells(japanese)).toEqual(firstCells(english));
  });
});
