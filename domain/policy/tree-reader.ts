import type { Finding } from '../finding';
import { nearest } from '../nearest';

/** Reads parts of a JSON value, and records every problem. */
export class TreeReader {
  readonly findings: Finding[] = [];

  /** Records a problem. */
  refuse(rule: string, source: Finding['source'], path: string, message: string, remedy: string): void {
    this.findings.push({ rule, severity: 'error', source, path, message, remedy });
  }

  /** An object, with only these keys if given; undefined when it cannot be read. */
  object(written: unknown, path: string, keys?: readonly string[]): Readonly<Record<string, unknown>> | undefined {
    if (typeof written !== 'object' || written === null || Array.isArray(written)) {
      this.#mismatch(written, path, 'an object');
      return undefined;
    }
    for (const key of keys === undefined ? [] : Object.keys(written)) {
      if (!keys?.includes(key)) this.#unknownKey(key, path, keys ?? []);
    }
    return written as Record<string, unknown>;
  }

  /** A list; empty when it is left out or cannot be read. */
  list(written: unknown, path: string): readonly unknown[] {
    if (Array.isArray(written)) return written;
    if (written !== undefined) this.#mismatch(written, path, 'a list');
    return [];
  }

  /** A non-empty text; empty when it cannot be read. */
  text(written: unknown, path: string): string {
    if (typeof written === 'string' && written !== '') return written;
    this.#mismatch(written, path, 'text in quotes');
    return '';
  }

  #mismatch(written: unknown, path: string, wanted: string): void {
    const found = written === undefined ? 'is missing' : `cannot be ${describe(written)}`;
    this.refuse('tree-shape', 'backupctl', path, `${nameOf(path)} ${found}`, `write ${wanted}`);
  }

  #unknownKey(key: string, path: string, keys: readonly string[]): void {
    const similar = nearest(key, keys);
    const remedy = similar === undefined ? `use ${keys.join(', ')}` : `write ${similar}`;
    const keyPath = path === '' ? key : `${path}/${key}`;
    this.refuse('unknown-key', 'backupctl', keyPath, `unknown key ${JSON.stringify(key)}`, remedy);
  }
}

/** The name that messages use: the last name of the path. */
function nameOf(path: string): string {
  return path === '' ? 'the tree' : path.slice(path.lastIndexOf('/') + 1).replace(/^(\d+)$/, 'entry $1');
}

function describe(written: unknown): string {
  if (written === null) return 'null';
  if (Array.isArray(written)) return 'a list';
  return typeof written === 'object' ? 'an object' : JSON.stringify(written);
}
