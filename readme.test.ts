import { readFileSync } from 'node:fs';
import path from 'node:path';

test('the first commands of the README set up and synthesize, and set up and test, on a fresh clone', () => {
  const readme = readFileSync(path.join(__dirname, 'README.md'), 'utf8');
  const commands = [...readme.matchAll(/```console\n(?<command>.*)\n/g)].map((block) => block.groups?.['command']);
  expect(commands.slice(0, 2)).toEqual(['npm ci && npm run synth', 'npm ci && npm test']);
});
