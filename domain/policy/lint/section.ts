import type { JsonMember, JsonNode } from '../../json-text';
import type { DocumentPart } from '../document-part';
import { VALUE_OPERATORS, type ValueOperator } from '../inheritance-statement';
import type { NamedShape, SectionShape, SettingShape, Shape } from './shape';

/** An object of a policy document. A missing one, or a value that is not an object, has no members. */
export interface Section {
  /** Keys as the document spells them, separated by slashes and without operators. */
  readonly path: string;
  /** Its own key. */
  readonly name: string;
  readonly shape: SectionShape | NamedShape;
  readonly members: readonly JsonMember[];
}

/** A setting of a policy document. */
export interface Setting {
  readonly path: string;
  readonly shape: SettingShape;
  /** The values under its operators, in the order of the document. */
  readonly values: readonly { readonly operator: ValueOperator; readonly node: JsonNode }[];
}

/** The path of a key in a section, in the spelling of the document. */
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

/** The sections under all keys that hold one, each name once. */
export function children(section: Section): Section[] {
  return entriesOf(section).flatMap(({ name, node }) =>
    node.kind === 'object' && isSection(shapeBelow(section.shape, name)) ? [child(section, name)] : [],
  );
}

/** The members that are not operators. Of keys that differ only by case, the first one counts. */
export function entriesOf({ members }: Section): JsonMember[] {
  const seen = new Set<string>();
  return members.filter(({ name }) => {
    const key = name.toLowerCase();
    if (isOperator(name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function has(section: Section, key: string): boolean {
  return memberOf(section, key) !== undefined;
}

/** The setting under a key; undefined when it is missing or is not a setting. */
export function setting(section: Section, key: string): Setting | undefined {
  const member = memberOf(section, key);
  const shape = shapeBelow(section.shape, key);
  if (!member || !shape || isSection(shape)) return undefined;
  const values = membersOf(member.node).flatMap(({ name, node }) => {
    const operator = VALUE_OPERATORS.find((known) => known === name.toLowerCase());
    return operator ? [{ operator, node }] : [];
  });
  return { path: below(section, key), shape, values };
}

/** The text that a setting assigns. */
export function assignedText(section: Section, key: string): string | undefined {
  const node = setting(section, key)?.values.find(({ operator }) => operator === '@@assign')?.node;
  return node && textOf(node);
}

/** A section for the conversion to the model: what a policy assigns, and in lists appends too. */
export function sectionPart(section: Section): DocumentPart {
  return {
    name: section.name,
    pathOf: (keys) => pathBelow(section, keys.split('/')),
    text: (key) => assignedText(section, key),
    texts: (key) => listedTexts(section, key),
    child: (key) => sectionPart(child(section, key)),
    children: (key) => children(child(section, key)).map(sectionPart),
  };
}

/** The text of a single value. Like AWS, this accepts a number or a boolean as its text. */
export function textOf(node: JsonNode): string | undefined {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'number':
      return node.written;
    case 'boolean':
      return String(node.value);
    case 'object':
    case 'list':
    case 'null':
      return undefined;
    default:
      return node satisfies never;
  }
}

/** Whether the key is an operator, known or not. */
export function isOperator(name: string): boolean {
  return name.startsWith('@@');
}

export function isSection(shape: Shape | undefined): shape is SectionShape | NamedShape {
  return shape?.kind === 'section' || shape?.kind === 'named';
}

/** The shape of the value under a key; undefined for an unknown key. */
export function shapeBelow(shape: SectionShape | NamedShape, key: string): Shape | undefined {
  if (shape.kind === 'named') return shape.each;
  const known = key.toLowerCase();
  return Object.hasOwn(shape.keys, known) ? shape.keys[known] : undefined;
}

export function membersOf(node: JsonNode): readonly JsonMember[] {
  return node.kind === 'object' ? node.members : [];
}

function memberOf({ members }: Section, key: string): JsonMember | undefined {
  const exact = members.find(({ name }) => name === key);
  return exact ?? members.find(({ name }) => name.toLowerCase() === key.toLowerCase());
}

function pathBelow(section: Section, [key = '', ...rest]: readonly string[]): string {
  if (key === '') return section.path;
  return rest.length === 0 ? below(section, key) : pathBelow(child(section, key), rest);
}

function listedTexts(section: Section, key: string): string[] {
  return (setting(section, key)?.values ?? [])
    .filter(({ operator }) => operator !== '@@remove')
    .flatMap(({ node }) => (node.kind === 'list' ? node.elements : []))
    .flatMap((element) => textOf(element) ?? []);
}
