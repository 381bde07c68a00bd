import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * SHA-256 of the sample files as this repository ships them. Only a file that is exactly that has nothing of the user in it.
 * A new version of a file is one more digest: `testing/sample/` has the text of the latest one.
 */
const SHIPPED: Readonly<Record<string, readonly string[]>> = {
  'common.ts': ['9937cdc9e441ab6f642cc02893801344025425105edeae9c1515c9ff4bfe182b'],
  'dev.ts': ['82927b96674345b0e6be27c207a5adb365a05218d17364837023c8379f93422d'],
  'index.ts': ['bcc10bd4e3df00b8e2c403dfac60421cb0275e7bb08a6ba8fc7bc5af04e0e395'],
  'organization.ts': ['c0f3af9de804804d9398bf1097667942cfd7c22f956e5b6a2407a19d22a00568'],
  'prod.ts': ['9222a0ce59a173a463e8befdf235ec0eb5cf72b3ddc0bd2e5a5b530b76fc653c'],
  'stg.ts': ['5327cd27ba969c62d47ad66f6b5d3f2007edf4cb1ffee619b73850f70e1c4adc'],
};

/** What happens to the files of a folder. */
export interface FileChanges {
  /** Files that do not exist yet. */
  readonly written: readonly string[];
  /** Files of the shipped sample. */
  readonly replaced: readonly string[];
  /** Files of the shipped sample that the new configuration does not have. */
  readonly removed: readonly string[];
  /** Files that are neither the shipped sample nor what would be written. */
  readonly edited: readonly string[];
}

/**
 * Compares files with what a folder has.
 * @param files texts by name
 */
export function changesIn(folder: string, files: Readonly<Record<string, string>>): FileChanges {
  const all = [...new Set([...Object.keys(files), ...Object.keys(SHIPPED)])].toSorted();
  const states = all.map((file) => ({ file, isOurs: file in files, state: stateOf(folder, file, files[file]) }));
  const those = (select: (one: (typeof states)[number]) => boolean) => states.filter(select).map(({ file }) => file);
  return {
    written: those(({ isOurs, state }) => isOurs && state === 'missing'),
    replaced: those(({ isOurs, state }) => isOurs && state === 'sample'),
    removed: those(({ isOurs, state }) => !isOurs && state === 'sample'),
    edited: those(({ state }) => state === 'edited'),
  };
}

function stateOf(folder: string, file: string, wanted: string | undefined): 'missing' | 'same' | 'sample' | 'edited' {
  const place = path.join(folder, file);
  if (!existsSync(place)) return 'missing';
  const text = readFileSync(place, 'utf8');
  if (text === wanted) return 'same';
  // Git can check files out with the line ends of Windows.
  const digest = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  return SHIPPED[file]?.includes(digest) === true ? 'sample' : 'edited';
}
