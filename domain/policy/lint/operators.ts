import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import type { JsonMember } from '../json-text';
import { found, OBSERVED, OPERATORS_PAGE, type Concern, type RuleDescription } from './concern';
import { isOperator, VALUE_OPERATORS, type Section } from './section';
import type { SettingShape } from './shape';
import { sectionsOf, settingsOf } from './traversal';

const CHILD_CONTROL = '@@operators_allowed_for_child_policies';
const KNOWN: readonly string[] = [...VALUE_OPERATORS, CHILD_CONTROL];

const operatorUnknown: RuleDescription = {
  name: 'operator-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'an operator that Organizations does not know',
  why: `there are ${KNOWN.join(', ')}, in any case`,
  see: OPERATORS_PAGE,
};

const operatorOutOfPlace: RuleDescription = {
  name: 'operator-out-of-place',
  severity: 'error',
  source: 'aws',
  summary: 'an operator that writes a value into an object',
  why: 'only settings have values; beside `plans` CreatePolicy overlooks one, unless its value is an object',
  see: OBSERVED,
};

const operatorWithoutEffect: RuleDescription = {
  name: 'operator-without-effect',
  severity: 'warning',
  source: 'backupctl',
  summary: 'an operator that writes a value beside `plans`',
  why: 'CreatePolicy takes it, and it does nothing',
  see: OBSERVED,
};

const operatorForListsOnly: RuleDescription = {
  name: 'operator-for-lists-only',
  severity: 'error',
  source: 'aws',
  summary: '`@@append` or `@@remove` on a single value',
  why: 'a single value can only be assigned',
  see: OPERATORS_PAGE,
};

/** Which operator stands where. What stands under `@@operators_allowed_for_child_policies` is a concern of its own. */
export const operators: Concern = {
  rules: [operatorUnknown, operatorOutOfPlace, operatorWithoutEffect, operatorForListsOnly],
  check: ({ document }) => [
    ...sectionsOf(document).flatMap((section) =>
      section.members.filter(({ name }) => isOperator(name)).flatMap((member) => onObject(section, member)),
    ),
    ...settingsOf(document).flatMap(({ setting, member: { node } }) =>
      node.kind === 'object'
        ? node.members
            .filter(({ name }) => isOperator(name))
            .flatMap(({ name }) => onSetting(setting.path, setting.shape, name))
        : [],
    ),
  ],
};

function onObject({ path }: Section, { name, node }: JsonMember): Finding[] {
  if (!isKnown(name)) return [unknown(path, name)];
  if (name.toLowerCase() === CHILD_CONTROL) return [];
  if (path === '' && node.kind !== 'object') {
    return [
      found(operatorWithoutEffect, {
        path,
        found: name,
        message: `${name} beside plans does nothing`,
        remedy: 'leave it out',
      }),
    ];
  }
  return [
    found(operatorOutOfPlace, {
      path,
      found: name,
      message: `${name} writes a value, but an object stands here`,
      remedy: 'move the operator into the setting whose value it writes',
    }),
  ];
}

function onSetting(path: string, shape: SettingShape, name: string): Finding[] {
  if (!isKnown(name)) return [unknown(path, name)];
  const operator = name.toLowerCase();
  if (shape.kind === 'list' || operator === '@@assign' || operator === CHILD_CONTROL) return [];
  return [
    found(operatorForListsOnly, {
      path,
      found: name,
      message: `${name} on a single value`,
      remedy: 'write @@assign',
    }),
  ];
}

function unknown(path: string, name: string): Finding {
  const meant = nearest(name, KNOWN);
  return found(operatorUnknown, {
    path,
    found: name,
    message: meant === undefined ? `unknown operator ${name}` : `unknown operator ${name}. Did you mean ${meant}?`,
    remedy: meant === undefined ? `write one of ${KNOWN.join(', ')}` : `write ${meant}`,
  });
}

function isKnown(name: string): boolean {
  return KNOWN.includes(name.toLowerCase());
}
