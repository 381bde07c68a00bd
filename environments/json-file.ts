import type { z } from 'zod';

import { type Finding, refusal } from '../domain/finding';
import { describePosition, positionsIn } from '../domain/json-position';
import { type JsonNode, readJson } from '../domain/json-text';
import { repeatedKeys } from '../domain/repeated-keys';
import { placedInJson } from './placed-in-json';
import { readShape, type Shape } from './shape';

/** A JSON file of the configuration, not yet checked. */
export interface JsonFile {
  /** Its path for messages, such as `environments/prod.imports.json`. */
  readonly file: string;
  readonly text: string;
}

/** Reads a JSON file by its schema. Findings begin with their position in the text. */
export function readJsonFile<S extends z.ZodType>(schema: S, { text }: JsonFile): Shape<z.output<S>> {
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
