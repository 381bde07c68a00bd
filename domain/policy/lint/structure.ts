import { nearest } from '../../nearest';
import type { Finding } from '../../finding';
import type { JsonMember, JsonNode } from '../json-text';
import { found, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import { below, entriesOf, has, isOperator, isSection, shapeBelow, type Section } from './section';
import type { Shape } from './shape';
import { sectionsOf } from './traversal';

const plansMissing: RuleDescription = {
  name: 'plans-missing',
  severity: 'error',
  source: 'aws',
  summary: 'a document without `plans`',
  why: 'the top level of a backup policy is `plans`, even when it is empty',
  see: SYNTAX_PAGE,
};

const unknownKey: RuleDescription = {
  name: 'unknown-key',
  severity: 'error',
  source: 'aws',
  summary: 'a key that a backup policy does not know',
  why: 'CreatePolicy refuses unknown keys at every level',
  see: SYNTAX_PAGE,
};

const objectExpected: RuleDescription = {
  name: 'object-expected',
  severity: 'error',
  source: 'aws',
  summary: 'a value where an object belongs',
  why: 'plans, rules, selections and everything around settings are objects',
  see: SYNTAX_PAGE,
};

const operatorMissing: RuleDescription = {
  name: 'operator-missing',
  severity: 'error',
  source: 'aws',
  summary: 'a setting whose value stands there without an operator',
  why: 'a policy writes every value by `@@assign`, `@@append` or `@@remove`; only an effective policy has bare values',
  see: SYNTAX_PAGE,
};

const settingEmpty: RuleDescription = {
  name: 'setting-empty',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a setting that says nothing',
  why: 'without an operator nothing is set, and nothing is said about child policies either',
  see: SYNTAX_PAGE,
};

/** What stands where: known keys, objects where objects belong, settings by operators. */
export const structure: Concern = {
  rules: [plansMissing, unknownKey, objectExpected, operatorMissing, settingEmpty],
  check: ({ node, document }) => {
    if (node.kind !== 'object') return [notAnObject('', node)];
    return [
      ...(has(document, 'plans') ? [] : [withoutPlans()]),
      ...sectionsOf(document).flatMap((section) => entriesOf(section).flatMap((member) => judge(section, member))),
    ];
  },
};

function judge(section: Section, { name, node }: JsonMember): Finding[] {
  const shape = shapeBelow(section.shape, name);
  const path = below(section, name);
  if (!shape) return [unknown(name, path, keysOf(section.shape))];
  if (isSection(shape)) return node.kind === 'object' ? [] : [notAnObject(path, node)];
  if (node.kind !== 'object') return [bare(path, node, shape)];
  const strangers = node.members.filter((member) => !isOperator(member.name));
  if (node.members.length === 0) return [saysNothing(path)];
  return strangers.map((member) => unknown(member.name, `${path}/${member.name}`, ['@@assign']));
}

function withoutPlans(): Finding {
  return found(plansMissing, {
    path: 'plans',
    message: 'there is no "plans"',
    remedy: 'put every plan below "plans"; {"plans":{}} is an empty policy',
  });
}

function unknown(key: string, path: string, known: readonly string[]): Finding {
  const meant = nearest(key, known);
  return found(unknownKey, {
    path,
    found: key,
    message: meant === undefined ? `unknown key "${key}"` : `unknown key "${key}". Did you mean "${meant}"?`,
    remedy:
      meant === undefined ? `leave it out; known here are ${known.join(', ')}` : `write ${meant}, or leave it out`,
  });
}

function keysOf(shape: Section['shape']): string[] {
  return shape.kind === 'section' ? Object.keys(shape.keys) : [];
}

function notAnObject(path: string, node: JsonNode): Finding {
  return found(objectExpected, {
    path,
    message: `${kindOf(node)} stands where an object belongs`,
    remedy: 'write an object in braces',
  });
}

function bare(path: string, node: JsonNode, shape: Shape): Finding {
  const written = shape.kind === 'list' ? '["..."]' : '"..."';
  return found(operatorMissing, {
    path,
    message: `${kindOf(node)} stands there without an operator`,
    remedy: `write {"@@assign": ${written}}`,
  });
}

function saysNothing(path: string): Finding {
  return found(settingEmpty, {
    path,
    message: 'the setting is there, but has no operator and so no value',
    remedy: 'give it a value by an operator, or leave it out',
  });
}

/** What kind of value it is, in words. */
export function kindOf(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'list':
      return 'a list';
    case 'text':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    default:
      return node satisfies never;
  }
}
