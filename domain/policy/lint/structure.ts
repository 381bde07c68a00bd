import type { Finding } from '../../finding';
import { type JsonMember, type JsonNode, kindOf } from '../../json-text';
import { nearest } from '../../nearest';
import { childOperators, operatorsOnSection, operatorsOnSetting } from './operators';
import { PRESENCE_RULES } from './presence-rules';
import { FORMAT_RULES } from './formats';
import { found, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import {
  below,
  child,
  children,
  entriesOf,
  has,
  isOperator,
  isSection,
  type Section,
  setting,
  shapeBelow,
} from './section';
import type { Shape } from './shape';
import { objectExpected, operatorMissing, settingEmpty, STRUCTURE_RULES, unknownKey } from './structure-rules';
import { valuesOf } from './setting-values';

/** Walks a document, and compares every object and every setting with the table of what a backup policy can hold. */
export const structure: RuleSet = {
  rules: [...STRUCTURE_RULES, ...PRESENCE_RULES, ...FORMAT_RULES],
  check: ({ node, document }) => (node.kind === 'object' ? walk(document) : [notAnObject('', node)]),
};

function walk(section: Section): Finding[] {
  return [
    ...operatorsOnSection(section),
    ...childOperators(section.path, section.members),
    ...entriesOf(section).flatMap((member) => judge(section, member)),
    ...missing(section),
  ];
}

function judge(section: Section, { name, node }: JsonMember): Finding[] {
  const shape = shapeBelow(section.shape, name);
  const path = below(section, name);
  if (!shape) return [unknown(name, path, keysOf(section.shape))];
  const named = section.shape.kind === 'named' ? (section.shape.names?.(name, path) ?? []) : [];
  if (isSection(shape)) {
    return [...named, ...(node.kind === 'object' ? walk(child(section, name)) : [notAnObject(path, node)])];
  }
  if (node.kind !== 'object') return [bare(path, node, shape)];
  if (node.members.length === 0) return [empty(path)];
  const written = setting(section, name);
  return [
    ...node.members
      .filter((member) => !isOperator(member.name))
      .map((member) => unknown(member.name, `${path}/${member.name}`, ['@@assign'])),
    ...operatorsOnSetting(path, shape, node.members),
    ...childOperators(path, node.members),
    ...(written ? valuesOf(written) : []),
  ];
}

function missing(section: Section): Finding[] {
  const { shape } = section;
  if (shape.kind !== 'section') return [];
  if (shape.whenEmpty && entriesOf(section).length === 0) {
    const message = `${section.name} has no settings, and vanishes without an error`;
    return [found(shape.whenEmpty, { path: section.path, message, remedy: 'add its settings, or leave it out' })];
  }
  return Object.entries(shape.required ?? {})
    .filter(([key, { filled }]) => (filled ? isBlank(child(section, key)) : !has(section, key)))
    .map(([key, { rule }]) => lacking(rule, section, key));
}

/** Whether a section has no named entry, at any depth. */
function isBlank(section: Section): boolean {
  return section.shape.kind === 'named' ? entriesOf(section).length === 0 : children(section).every(isBlank);
}

function lacking(rule: RuleDescription, section: Section, key: string): Finding {
  const unless = rule.severity === 'warning' ? ', unless a parent or child policy does' : '';
  return found(rule, {
    path: below(section, key),
    message: `${section.name === '' ? 'the document' : section.name} has no ${key}`,
    remedy: `add ${key}${unless}`,
  });
}

function unknown(key: string, path: string, known: readonly string[]): Finding {
  const similar = nearest(key, known);
  return found(unknownKey, {
    path,
    found: key,
    message: similar === undefined ? `unknown key "${key}"` : `unknown key "${key}". Did you mean "${similar}"?`,
    remedy:
      similar === undefined
        ? `leave it out; the known keys are ${known.join(', ')}`
        : `write ${similar}, or leave it out`,
  });
}

function keysOf(shape: Section['shape']): string[] {
  return shape.kind === 'section' ? Object.keys(shape.keys) : [];
}

function notAnObject(path: string, node: JsonNode): Finding {
  return found(objectExpected, {
    path,
    message: `expected an object, but found ${kindOf(node)}`,
    remedy: 'write an object in braces',
  });
}

function bare(path: string, node: JsonNode, shape: Shape): Finding {
  const written = shape.kind === 'list' ? '["..."]' : '"..."';
  return found(operatorMissing, {
    path,
    message: `expected an operator, but found ${kindOf(node)}`,
    remedy: `write {"@@assign": ${written}}`,
  });
}

function empty(path: string): Finding {
  return found(settingEmpty, {
    path,
    message: 'the setting has no operator, and so no value',
    remedy: 'set a value by an operator, or leave it out',
  });
}
