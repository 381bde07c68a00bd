import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes several files at once: if one cannot be written, all have their old content.
 * @param files texts by path; undefined removes the file
 */
export function writeFilesAtOnce(files: ReadonlyMap<string, string | undefined>): void {
  const freshOf = (file: string): string => `${file}.${process.pid}`;
  const before: { readonly file: string; readonly text: string | undefined }[] = [];
  try {
    for (const [file, text] of files) if (text !== undefined) writeFileSync(freshOf(file), text);
    for (const [file, text] of files) {
      before.unshift({ file, text: existsSync(file) ? readFileSync(file, 'utf8') : undefined });
      if (text === undefined) rmSync(file, { force: true });
      else renameSync(freshOf(file), file);
    }
  } catch (error) {
    for (const { file, text } of before) {
      if (text === undefined) rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
    throw error;
  } finally {
    for (const file of files.keys()) rmSync(freshOf(file), { force: true });
  }
}
