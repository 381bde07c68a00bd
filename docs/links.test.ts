import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.dirname(__dirname);
const PAGES = [
  ...readdirSync(ROOT).filter((file) => /^(?:README.*|CONTRIBUTING|CHANGELOG)\.md$/.test(file)),
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join('docs', file)),
];

/** The text of a page without code, where brackets are no links and `#` begins no heading. */
function withoutCode(text: string): string {
  return text.replaceAll(/^( *)(`{3,}).*?^\1\2$/gms, '');
}

const LINK = /\[(?:[^[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)/g;

function linksOf(text: string): string[] {
  const prose = withoutCode(text).replaceAll(/`[^`]+`/g, 'code');
  return [...prose.matchAll(LINK)].flatMap(([, target = '']) => (/^[a-z]+:/.test(target) ? [] : [target]));
}

/** The anchors that GitHub gives to the headings of a page: repeated ones get a number. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#{1,6} +(.*?) *$/gm)].map(([, heading = '']) => {
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** Lower case, without punctuation and emphasis, with hyphens for spaces. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll(LINK, (link) => /\[(.*)\]/.exec(link)?.[1] ?? '')
    .replaceAll(/\b_|_\b/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** What is wrong with the links of a page, given the text of the pages to which they lead. */
function brokenLinks(page: string, text: string, read: (file: string) => string | undefined): string[] {
  return linksOf(text).flatMap((link) => {
    const [target = '', anchor] = link.split('#');
    const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
    const found = file === page ? text : read(file);
    if (found === undefined) return [`${link}: ${file} does not exist`];
    return anchor === undefined || anchorsOf(found).includes(decodeURIComponent(anchor))
      ? []
      : [`${link}: ${file} has no heading "${anchor}"`];
  });
}

function readIfExists(file: string): string | undefined {
  const full = path.join(ROOT, file);
  if (!existsSync(full)) return undefined;
  return file.endsWith('.md') ? readFileSync(full, 'utf8') : '';
}

test.each(PAGES)('every link of %s leads to a file and a heading that exist', (page) => {
  expect(brokenLinks(page, readFileSync(path.join(ROOT, page), 'utf8'), readIfExists)).toEqual([]);
});

test('a link to a missing file or heading is found', () => {
  const other = '# What `it` does, and _why_\n\n## Twice\n\n## Twice\n\n```sh\n# No heading\n```\n';
  const read = (file: string) => ({ 'docs/other.md': other, 'README.md': '# 日本語の見出し\n' })[file];
  const page = `# Page

[good](other.md#what-it-does-and-why) [again](other.md#twice-1) [own](#page) [up](../README.md#日本語の見出し)
[bad](other.md#twice-2) [code](other.md#no-heading) [gone](gone.md) [\`own\`](#pages) [site](https://example.com/#x)

\`\`\`text
[no link](nowhere.md)
\`\`\`
`;
  expect(brokenLinks('docs/page.md', page, read)).toEqual([
    'other.md#twice-2: docs/other.md has no heading "twice-2"',
    'other.md#no-heading: docs/other.md has no heading "no-heading"',
    'gone.md: docs/gone.md does not exist',
    '#pages: docs/page.md has no heading "pages"',
  ]);
});
