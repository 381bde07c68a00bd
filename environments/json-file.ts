import type { z } from 'zod';

import { type Finding, refusal } from '../domain/finding';
import { describePosition, positionsIn } from '../domain/json-position';
import { type JsonNode, readJson } from '../domain/json-text';
import { repeatedKeys } from '../domain/repeated-keys';
import { placedInJson } from './placed-in-json';
import type { Refusal } from './refusal';
import { readShape, type Shape } from './shape';

/** A JSON file of the configuration, not yet checked. */
export interface JsonFile {
  /** Its path for messages, such as `environments/prod.imports.json`. */
  readonly file: string;
  readonly text: string;
}

/** JSON files of one kind, by the environment or organization that they belong to. */
export interface JsonFiles<T> {
  readonly refusals: readonly Refusal[];
  readonly values: Readonly<Record<string, JsonFile & { readonly value: T }>>;
}

/**
 * Reads the files that exist.
 * @param rules findings in a file that has the shape of its schema
 */
export function readJsonFiles<S extends z.ZodType>(
  schema: S,
  files: readonly { readonly name: string; readonly json: JsonFile | undefined }[],
  rules: (value: z.output<S>) => Finding[],
): JsonFiles<z.output<S>> {
  const read = files.flatMap(({ name, json }) => {
    if (!json) return [];
    const { findings, value } = readJsonFile(schema, json);
    const ruled = value === undefined ? [] : placedInJson(rules(value), json.text);
    return [{ ...json, name, findings: [...findings, ...ruled], value }];
  });
  return {
    refusals: read
      .filter(({ findings }) => findings.length > 0)
      .map(({ file, findings }) => ({ file, findings, unchecked: false })),
    values: Object.fromEntries(
      read.flatMap(({ name, file, text, value }) => (value === undefined ? [] : [[name, { file, text, value }]])),
    ),
  };
}

/** Reads a JSON file by its schema. Findings begin with their position in the text. */
function readJsonFile<S extends z.ZodType>(schema: S, { text }: JsonFile): Shape<z.output<S>> {
  const read = readJson(text);
  if ('problem' in read) {
    const { position, message } = read.problem;
    return { findings: [notJson(describePosition(position), message)], value: undefined };
  }
  const repeated = keysTwice(read.node, text);
  if (repeated.length > 0) return { findings: repeated, value: undefined };
  const { findings, value } = readShape(schema, JSON.parse(text));
  return { findings: placedInJson(findings, text), value };
}

function notJson(path: string, message: string): Finding {
  return refusal({
    rule: 'not-json',
    path,
    message: `the file is not valid JSON: ${message}`,
    remedy: 'correct the syntax of this line, or of the lines before it',
  });
}

function keysTwice(node: JsonNode, text: string): Finding[] {
  const positionAt = positionsIn(text);
  return repeatedKeys(node, { ignoreCase: false }).map(({ path, name, offset = 0 }) =>
    refusal({
      rule: 'repeated-key',
      path: `${describePosition(positionAt(offset))}: ${path.join('.')}`,
      message: `the object already has the key "${name}"`,
      remedy: 'keep one of them',
    }),
  );
}
