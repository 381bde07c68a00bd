import { FORCE_NEW } from './force-new';

const OTHERS: ReadonlySet<string> = new Set(['backend', 'import', 'moved', 'output', 'provider', 'terraform']);

/** Whether it is known that lists of scalars have no order in this type: of others every order is told. */
export function isKnownType(type: string): boolean {
  return type.startsWith('data.') || OTHERS.has(type) || Object.hasOwn(FORCE_NEW, type);
}
