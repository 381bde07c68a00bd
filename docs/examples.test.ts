import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder, filesOf } from '../testing/commands';

const ROOT = path.dirname(__dirname);
const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const blocksOf = (file: string, language: string) =>
  [...textOf(file).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);

const EXAMPLE = 'docs/inheritance-example.md';
const PAGES = [EXAMPLE, ...readdirSync(path.join(__dirname, 'commands')).map((page) => `docs/commands/${page}`)];
const EXAMPLES = PAGES.flatMap((page) => blocksOf(page, 'console').map((block) => [page, block] as const));

test.each(EXAMPLES)('%s shows what the command prints: %s', async (_, block) => {
  const [, command = '', printed] = /^\$ npx backupctl (.*)\n([^]*)$/.exec(block) ?? [];
  const { stdout, stderr } = await backupctl(command.split(' '), ROOT);
  expect(stdout + stderr).toBe(printed);
});

describe('the worked example', () => {
  test('O7 begins with the configuration that is shipped', () => {
    const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
    const [configuration = ''] = blocksOf(EXAMPLE, 'ts');
    expect(onOneLine(textOf('testing/environments/organization.ts'))).toContain(onOneLine(configuration));
  });

  test('O7 shows the documents that synth writes', async () => {
    const folder = emptyFolder();
    await backupctl(['synth'], folder);
    const { resource } = JSON.parse(filesOf(folder)['cdktf.out/stacks/organizations/cdk.tf.json'] ?? '');
    const written = Object.values<{ content: string }>(resource.aws_organizations_policy).map(({ content }) => content);
    const shown = blocksOf(EXAMPLE, 'json').map((text) => JSON.stringify(JSON.parse(text)));
    expect(shown.toSorted()).toEqual(written.toSorted());
  });
});
