import type { JsonMember, JsonNode } from '../json-text';
import { BACKUP_POLICY, type NamedShape, type SectionShape, type SettingShape, type Shape } from './shape';

/** An object of a policy document. One that is not there, or is no object, has no members. */
export interface Section {
  /** Keys as the document spells them, with slashes and without operators. */
  readonly path: string;
  /** Its own key. */
  readonly name: string;
  readonly shape: SectionShape | NamedShape;
  readonly members: readonly JsonMember[];
}

/** A setting of a policy document: what its operators write. */
export interface Setting {
  readonly path: string;
  readonly shape: SettingShape;
  /** What stands under the operators, in their order. */
  readonly written: readonly { readonly operator: ValueOperator; readonly node: JsonNode }[];
}

/** The operators that write values. */
export const VALUE_OPERATORS = ['@@assign', '@@append', '@@remove'] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

/** The whole document as a section. */
export function documentSection(node: JsonNode): Section {
  return { path: '', name: '', shape: BACKUP_POLICY, members: membersOf(node) };
}

/** What the document calls the place below a section: its own spelling of the key, or the usual one. */
export function below(section: Section, key: string): string {
  const name = memberOf(section, key)?.name ?? key;
  return section.path === '' ? name : `${section.path}/${name}`;
}

/** The section under a key, present or not. */
export function child(section: Section, key: string): Section {
  const member = memberOf(section, key);
  const shape = shapeBelow(section.shape, key);
  return {
    path: below(section, key),
    name: member?.name ?? key,
    shape: isSection(shape) ? shape : { kind: 'section', keys: {} },
    members: member ? membersOf(member.node) : [],
  };
}

/** The sections under all keys that hold one, operators left out, each name once. */
export function children(section: Section): Section[] {
  return entriesOf(section).flatMap(({ name, node }) =>
    node.kind === 'object' && isSection(shapeBelow(section.shape, name)) ? [child(section, name)] : [],
  );
}

/** The members that are not operators: of keys that differ only by case the first. */
export function entriesOf({ members }: Section): JsonMember[] {
  const seen = new Set<string>();
  return members.filter(({ name }) => {
    const key = name.toLowerCase();
    if (isOperator(name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether something stands under the key. */
export function has(section: Section, key: string): boolean {
  return memberOf(section, key) !== undefined;
}

/** The setting under a key; undefined when it is not there or is not a setting. */
export function setting(section: Section, key: string): Setting | undefined {
  const member = memberOf(section, key);
  const shape = shapeBelow(section.shape, key);
  if (!member || !shape || isSection(shape)) return undefined;
  const written = membersOf(member.node).flatMap(({ name, node }) => {
    const operator = VALUE_OPERATORS.find((known) => known === name.toLowerCase());
    return operator ? [{ operator, node }] : [];
  });
  return { path: below(section, key), shape, written };
}

/** Whether the key is an operator's, known or not. */
export function isOperator(name: string): boolean {
  return name.startsWith('@@');
}

/** Whether the shape is an object's. */
export function isSection(shape: Shape | undefined): shape is SectionShape | NamedShape {
  return shape?.kind === 'section' || shape?.kind === 'named';
}

/** What may stand under a key; undefined for a key that is not known. */
export function shapeBelow(shape: SectionShape | NamedShape, key: string): Shape | undefined {
  if (shape.kind === 'named') return shape.each;
  const known = key.toLowerCase();
  return Object.hasOwn(shape.keys, known) ? shape.keys[known] : undefined;
}

function memberOf({ members }: Section, key: string): JsonMember | undefined {
  const exact = members.find(({ name }) => name === key);
  return exact ?? members.find(({ name }) => name.toLowerCase() === key.toLowerCase());
}

function membersOf(node: JsonNode): readonly JsonMember[] {
  return node.kind === 'object' ? node.members : [];
}
