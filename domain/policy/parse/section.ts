import { isObject } from '../../json-object';
import type { ChildOperator } from '../document';
import { CHILD_CONTROL } from '../lint/structure-rules';

/** Why a document, or a part of it, has no typed form. */
export class NotTyped extends Error {
  constructor(
    /** Where it is in the document; empty for the whole. */
    readonly path: string,
    /** What is there: no capital, no full stop. */
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

const OPERATORS: readonly ChildOperator[] = ['all', 'none', 'assign', 'append', 'remove'];

/**
 * An object of a policy document that is read once: what remains unread at the end has no typed form. AWS compares keys
 * without case.
 */
export class Section {
  readonly #unread = new Map<string, { readonly name: string; readonly value: unknown }>();

  constructor(
    value: unknown,
    readonly path: string,
  ) {
    if (!isObject(value)) throw new NotTyped(path, 'it is not an object');
    for (const [name, inner] of Object.entries(value)) {
      const key = name.toLowerCase();
      if (this.#unread.has(key)) throw new NotTyped(this.pathOf(name), 'it is there twice');
      this.#unread.set(key, { name, value: inner });
    }
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}/${name}`;
  }

  /** A value; undefined if there is none. */
  take(key: string): unknown {
    const found = this.#unread.get(key);
    this.#unread.delete(key);
    return found?.value;
  }

  /** What `read` makes of an object, all of which it must read; undefined if there is none. */
  object<T>(key: string, read: (section: Section) => T): T | undefined {
    const { name, value } = this.#unread.get(key) ?? {};
    this.#unread.delete(key);
    return name === undefined ? undefined : readAll(value, this.pathOf(name), read);
  }

  /** What `read` makes of everything that is still unread: objects under names that the user chose. */
  named<T>(read: (section: Section, name: string) => T): T[] {
    const all = [...this.#unread.values()];
    this.#unread.clear();
    return all.map(({ name, value }) => {
      if (name.startsWith('@@'))
        throw new NotTyped(this.pathOf(name), 'an operator that sets a value is not possible here');
      return readAll(value, this.pathOf(name), (section) => read(section, name));
    });
  }

  /** What child policies can do here; undefined if nothing is said about them. */
  allowed(): readonly ChildOperator[] | undefined {
    const value = this.take(CHILD_CONTROL);
    if (value === undefined) return undefined;
    const operators = Array.isArray(value) ? value.map(childOperator) : [undefined];
    const known = operators.filter((operator) => operator !== undefined);
    if (known.length < operators.length) throw new NotTyped(this.pathOf(CHILD_CONTROL), 'it has unknown operators');
    return [...new Set(known)];
  }

  /** @throws {NotTyped} if something has not been read */
  end(): void {
    for (const { name } of this.#unread.values())
      throw new NotTyped(this.pathOf(name), 'the configuration has no setting for it');
  }
}

/** What `read` makes of an object, all of which it must read. */
export function readAll<T>(value: unknown, path: string, read: (section: Section) => T): T {
  const section = new Section(value, path);
  const result = read(section);
  section.end();
  return result;
}

function childOperator(value: unknown): ChildOperator | undefined {
  return OPERATORS.find((operator) => typeof value === 'string' && value.toLowerCase() === `@@${operator}`);
}
