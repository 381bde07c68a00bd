import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import type { JsonNode } from '../json-text';
import { found, OBSERVED, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import type { Setting, ValueOperator } from './section';
import { kindOf } from './structure';
import { settingsOf } from './traversal';
import { isWholeNumber, textOf } from './values';

const wrongKind: RuleDescription = {
  name: 'wrong-kind',
  severity: 'error',
  source: 'aws',
  summary: 'a list where a single value belongs, or a single value where a list belongs',
  why: 'CreatePolicy takes lists for regions, types and the tag values of a selection, and single values elsewhere',
  see: SYNTAX_PAGE,
};

const numberNotReadable: RuleDescription = {
  name: 'number-not-readable',
  severity: 'error',
  source: 'aws',
  summary: 'a number that is not written in up to 16 digits',
  why: 'CreatePolicy takes no sign, space, exponent or decimal point; leading zeros pass',
  see: OBSERVED,
};

const trueOrFalse: RuleDescription = {
  name: 'boolean-not-readable',
  severity: 'error',
  source: 'aws',
  summary: 'something else than `true` or `false`, in lower case',
  why: 'keys ignore case, the values of true/false settings do not: `"TRUE"` is refused',
  see: OBSERVED,
};

const valueNotAllowed: RuleDescription = {
  name: 'value-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a value that is not among the few which the setting takes',
  why: 'advanced settings take `enabled` or `disabled`, indexes EBS and S3, scans EBS, EC2, S3 or ALL and two modes',
  see: SYNTAX_PAGE,
};

const listEmpty: RuleDescription = {
  name: 'list-empty',
  severity: 'error',
  source: 'aws',
  summary: 'an empty list of tag values, resource types, index types or scan types',
  why: 'CreatePolicy refuses to assign one, and to append an empty list of tag values; `regions` may be empty',
  see: OBSERVED,
};

/** What stands under the operators of each setting: its kind, and the values that it takes at all. */
export const scalars: Concern = {
  rules: [wrongKind, numberNotReadable, trueOrFalse, valueNotAllowed, listEmpty],
  check: ({ document }) =>
    settingsOf(document).flatMap(({ setting }) =>
      setting.written.flatMap(({ operator, node }) => judge(setting, operator, node)),
    ),
};

function judge({ path, shape }: Setting, operator: ValueOperator, node: JsonNode): Finding[] {
  if (shape.kind === 'single') {
    const text = textOf(node);
    return text === undefined ? [otherKind(path, node, 'a single value')] : single(path, shape.of, shape.allowed, text);
  }
  if (node.kind !== 'list') return [otherKind(path, node, 'a list')];
  if (node.elements.length === 0 && shape.neverEmptyBy.some((forbidden) => forbidden === operator)) {
    return [
      found(listEmpty, {
        path,
        message: `${operator} writes an empty list`,
        remedy: 'name one value or more, or leave it out',
      }),
    ];
  }
  return node.elements.flatMap((element) => {
    const text = textOf(element);
    return text === undefined
      ? [otherKind(path, element, 'text')]
      : among(path, operator === '@@remove' ? undefined : shape.allowed, text);
  });
}

function single(
  path: string,
  of: 'text' | 'number' | 'boolean',
  allowed: readonly string[] | undefined,
  text: string,
): Finding[] {
  switch (of) {
    case 'text':
      return among(path, allowed, text);
    case 'number':
      return isWholeNumber(text) ? [] : [notANumber(path, text)];
    case 'boolean':
      return text === 'true' || text === 'false' ? [] : [notABoolean(path, text)];
    default:
      return of satisfies never;
  }
}

function among(path: string, allowed: readonly string[] | undefined, text: string): Finding[] {
  if (!allowed || allowed.includes(text)) return [];
  const meant = nearest(text, allowed);
  return [
    found(valueNotAllowed, {
      path,
      found: text,
      message: `"${text}" is not among ${allowed.join(', ')}`,
      remedy: `write ${meant ?? allowed.join(' or ')}`,
    }),
  ];
}

function notANumber(path: string, text: string): Finding {
  return found(numberNotReadable, {
    path,
    found: text,
    message: `"${text}" is not a whole number in up to 16 digits`,
    remedy: 'write digits only, such as "35"',
  });
}

function notABoolean(path: string, text: string): Finding {
  const meant = ['true', 'false'].find((value) => value === text.toLowerCase());
  return found(trueOrFalse, {
    path,
    found: text,
    message: `"${text}" is neither true nor false`,
    remedy: `write ${meant ?? 'true or false'}, in lower case`,
  });
}

function otherKind(path: string, node: JsonNode, expected: string): Finding {
  return found(wrongKind, {
    path,
    message: `${kindOf(node)} stands where ${expected} belongs`,
    remedy: `write ${expected}`,
  });
}
