import type { Finding } from '../../finding';
import { type JsonNode, kindOf } from '../../json-text';
import { nearest } from '../../nearest';
import type { ValueOperator } from '../inheritance-statement';
import { found } from './rule';
import { type Setting, textOf } from './section';
import type { SettingShape } from './shape';
import { booleanNotReadable, numberNotReadable, valueNotAllowed, wrongKind } from './structure-rules';

type ListShape = Extract<SettingShape, { kind: 'list' }>;
type SingleShape = Extract<SettingShape, { kind: 'single' }>;

/** The values under the operators of a setting: their kind, and what the setting accepts. */
export function valuesOf({ path, shape, values }: Setting): Finding[] {
  const appends = values.some(
    ({ operator, node }) => operator === '@@append' && node.kind === 'list' && node.elements.length > 0,
  );
  return values.flatMap(({ operator, node }) => {
    if (shape.kind === 'single') {
      const text = textOf(node);
      return text === undefined ? [otherKind(path, node, 'a single value')] : single(path, shape, text);
    }
    if (node.kind !== 'list') return [otherKind(path, node, 'a list')];
    if (node.elements.length === 0) return emptyList(path, shape, operator, appends);
    return node.elements.flatMap((element) => {
      const text = textOf(element);
      if (text === undefined) return [otherKind(path, element, 'text')];
      return [
        ...(operator === '@@remove' ? [] : among(path, shape.allowed, text)),
        ...(shape.format?.(text, path) ?? []),
      ];
    });
  });
}

function emptyList(path: string, { neverEmpty }: ListShape, operator: ValueOperator, appends: boolean): Finding[] {
  if (!neverEmpty.by.some((forbidden) => forbidden === operator) || (neverEmpty.unlessAppended && appends)) return [];
  return [
    found(neverEmpty.rule, {
      path,
      message: `${operator} sets an empty list`,
      remedy: neverEmpty.unlessAppended
        ? 'add a value, or make sure that a child policy appends one'
        : 'add a value, or leave it out',
    }),
  ];
}

function single(path: string, { of, allowed, format }: SingleShape, text: string): Finding[] {
  switch (of) {
    case 'text':
      return [...among(path, allowed, text), ...(format?.(text, path) ?? [])];
    case 'number':
      if (/^\d{1,16}$/.test(text)) return [];
      return [
        found(numberNotReadable, {
          path,
          found: asWritten(text),
          message: `${JSON.stringify(asWritten(text))} is not a whole number in up to 16 digits`,
          remedy: 'write digits only, such as 35',
        }),
      ];
    case 'boolean':
      return text === 'true' || text === 'false' ? [] : [notABoolean(path, text)];
    default:
      return of satisfies never;
  }
}

/** A number as a configuration or a document has it: a document can also have it as a string. */
function asWritten(text: string): number | string {
  const number = Number(text);
  return String(number) === text ? number : text;
}

function among(path: string, allowed: readonly string[] | undefined, text: string): Finding[] {
  if (!allowed || allowed.includes(text)) return [];
  const similar = nearest(text, allowed);
  return [
    found(valueNotAllowed, {
      path,
      found: text,
      message: `"${text}" is not one of ${allowed.join(', ')}`,
      remedy: `write ${similar ?? allowed.join(' or ')}`,
    }),
  ];
}

function notABoolean(path: string, text: string): Finding {
  const intended = ['true', 'false'].find((value) => value === text.toLowerCase());
  return found(booleanNotReadable, {
    path,
    found: text,
    message: `"${text}" is neither true nor false`,
    remedy: `write ${intended ?? 'true or false'}, in lower case`,
  });
}

function otherKind(path: string, node: JsonNode, expected: string): Finding {
  return found(wrongKind, {
    path,
    message: `expected ${expected}, but found ${kindOf(node)}`,
    remedy: `write ${expected}`,
  });
}
