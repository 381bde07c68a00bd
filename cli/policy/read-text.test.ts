import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { readTexts } from './read-text';

function fileOf(content: string | Buffer): string {
  const file = path.join(emptyFolder(), 'document.json');
  writeFileSync(file, content);
  return file;
}

test('reads a file as shells on Windows write it, with a mark of the byte order', () => {
  expect(readTexts([fileOf('\uFEFF{"a":"ü"}')])[0]?.text).toBe('{"a":"ü"}');
});

test('reports UTF-16', () => {
  const file = fileOf(Buffer.from('\uFEFF{}', 'utf16le'));
  expect(() => readTexts([file])).toThrow(`${file} cannot be read: it is UTF-16\n→ save it as UTF-8`);
});
