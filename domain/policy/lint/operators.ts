import type { Finding } from '../../finding';
import type { JsonMember, JsonNode } from '../../json-text';
import { nearest } from '../../nearest';
import { found } from './rule';
import { isOperator, type Section, textOf } from './section';
import type { SettingShape } from './shape';
import {
  CHILD_CONTROL,
  childOperatorsNoneWithOthers,
  childOperatorsRepeated,
  childOperatorsUnknown,
  operatorForListsOnly,
  operatorOutOfPlace,
  OPERATORS,
  operatorUnknown,
  operatorWithoutEffect,
} from './structure-rules';

const PERMISSIONS: readonly string[] = ['@@all', '@@none', '@@assign', '@@append', '@@remove'];

/** Operators in an object: it can only restrict child policies. */
export function operatorsOnSection({ path, members }: Section): Finding[] {
  return members
    .filter(({ name }) => isOperator(name))
    .flatMap(({ name, node }) => {
      if (!isKnown(name)) return [unknown(path, name)];
      if (name.toLowerCase() === CHILD_CONTROL) return [];
      if (path === '' && node.kind !== 'object') {
        const message = `${name} beside plans does nothing`;
        return [found(operatorWithoutEffect, { path, found: name, message, remedy: 'leave it out' })];
      }
      return [
        found(operatorOutOfPlace, {
          path,
          found: name,
          message: `${name} sets a value, but this is an object`,
          remedy: 'move the operator into the setting whose value it sets',
        }),
      ];
    });
}

/** Operators of a setting: a single value can only be assigned. */
export function operatorsOnSetting(path: string, shape: SettingShape, members: readonly JsonMember[]): Finding[] {
  return members
    .filter(({ name }) => isOperator(name))
    .flatMap(({ name }) => {
      if (!isKnown(name)) return [unknown(path, name)];
      if (shape.kind === 'list' || ['@@assign', CHILD_CONTROL].includes(name.toLowerCase())) return [];
      const message = `${name} on a single value`;
      return [found(operatorForListsOnly, { path, found: name, message, remedy: 'write @@assign' })];
    });
}

/** The value of `@@operators_allowed_for_child_policies`, in an object or a setting. */
export function childOperators(path: string, members: readonly JsonMember[]): Finding[] {
  return members
    .filter(({ name }) => name.toLowerCase() === CHILD_CONTROL)
    .flatMap(({ node }) => (node.kind === 'list' ? judgePermissions(path, node.elements) : [unknownPermission(path)]));
}

function judgePermissions(path: string, elements: readonly JsonNode[]): Finding[] {
  const allowed = elements.map((element) => textOf(element) ?? '');
  const lowered = allowed.map((operator) => operator.toLowerCase());
  const findings = allowed
    .filter((_, index) => !PERMISSIONS.includes(lowered[index] ?? ''))
    .map((operator) => unknownPermission(path, operator));
  if (lowered.includes('@@none') && lowered.some((operator) => operator !== '@@none')) {
    findings.push(
      found(childOperatorsNoneWithOthers, {
        path,
        message: `@@none contradicts the other operators in ${allowed.join(', ')}`,
        remedy: 'write ["@@none"] alone, or leave @@none out',
      }),
    );
  }
  const twice = allowed.find((operator, index) => allowed.indexOf(operator) !== index);
  if (twice !== undefined) {
    const message = `${twice} is listed twice`;
    findings.push(found(childOperatorsRepeated, { path, found: twice, message, remedy: `list ${twice} once` }));
  }
  return findings;
}

function unknownPermission(path: string, operator?: string): Finding {
  return found(childOperatorsUnknown, {
    path,
    found: operator,
    message:
      operator === undefined
        ? 'the operators allowed for child policies are not a list'
        : `"${operator}" is not an operator that a policy can allow for child policies`,
    remedy: `write a list of ${PERMISSIONS.join(', ')}`,
  });
}

function unknown(path: string, name: string): Finding {
  const similar = nearest(name, OPERATORS);
  return found(operatorUnknown, {
    path,
    found: name,
    message: similar === undefined ? `unknown operator ${name}` : `unknown operator ${name}. Did you mean ${similar}?`,
    remedy: similar === undefined ? `write one of ${OPERATORS.join(', ')}` : `write ${similar}`,
  });
}

function isKnown(name: string): boolean {
  return OPERATORS.includes(name.toLowerCase());
}
