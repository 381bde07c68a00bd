import { existsSync, readFileSync } from 'node:fs';

import { z } from 'zod';

import { readShape } from '../../environments/shape';
import { RefusedError } from '../../environments/refusal';
import type { Finding } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import type { Acceptance } from '../../review/accepted/accepted';
import { RULE_NAMES } from '../../review/rules/rules-markdown';

/** In the root of the repository. */
export const ACCEPTANCE_FILE = 'review-accepted.json';

const text = z.string('text').min(1, 'text that is not empty');

const acceptances = z.array(
  z.strictObject({
    rule: text,
    address: text,
    environment: text.optional(),
    stack: text.optional(),
    reason: text,
    expires: z.iso.date('a day such as 2026-12-31'),
  }),
);

/**
 * Reads the accepted findings; none if the file does not exist.
 * @throws {RefusedError} with every problem of the file.
 */
export function readAcceptances(file: string): Acceptance[] {
  if (!existsSync(file)) return [];
  const { findings, value } = readShape(acceptances, parse(file));
  const unknown = (value ?? []).flatMap(({ rule }, index) => unknownRule(rule, index));
  const all = [...findings, ...unknown];
  if (all.length > 0) throw new RefusedError([{ file, findings: all, unchecked: value === undefined }]);
  return value ?? [];
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = `not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new RefusedError([
      { file, findings: [problem('the whole file', message, 'write a list of entries')], unchecked: true },
    ]);
  }
}

function unknownRule(rule: string, index: number): Finding[] {
  if (RULE_NAMES.includes(rule)) return [];
  const right = nearest(rule, RULE_NAMES);
  const message = `there is no rule "${rule}"${right === undefined ? '' : `. Did you mean "${right}"?`}`;
  return [
    problem(`${index}.rule`, message, right === undefined ? 'use a rule from docs/review-rules.md' : `write ${right}`),
  ];
}

function problem(path: string, message: string, remedy: string): Finding {
  return { rule: 'acceptance-malformed', severity: 'error', source: 'backupctl', path, message, remedy };
}
