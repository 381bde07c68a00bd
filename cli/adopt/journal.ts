import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';

import { isObject } from '../../domain/json-object';
import type { Journal } from '../../operations/adopt/reading';
import { RefusedInputError } from '../exit-code';

/** What is read, and when it was begun. */
interface Header {
  readonly environment: string;
  readonly accountId: string;
}

export interface FileJournal extends Journal {
  /** The number of parts that earlier runs have read. */
  readonly size: number;
  /** Everything is written: the next run begins again. */
  readonly remove: () => void;
}

const FORMAT = 'backupctl adopt 2';

/** AWS changes: an older file would mix two states of the account. In milliseconds. */
const TOO_OLD = 24 * 60 * 60 * 1000;

/** Of the account: access policies, e-mail addresses and documents. */
const OWNER_ONLY = 0o600;

/**
 * A file with a line for each part that was read. A line is appended at once, so that a run that ends at any time loses
 * only parts that were not complete.
 *
 * @throws {RefusedInputError} when there is a file that this command did not write, or one of another account
 */
export function openJournal(file: string, header: Header, now: Date): FileJournal {
  const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;
  const isNew = !existsSync(file);
  if (isNew) {
    const first = { format: FORMAT, ...header, begun: now.toISOString() };
    writeFileSync(file, lineOf(first), { mode: OWNER_ONLY, flag: 'wx' });
  }
  const parts = isNew ? new Map<string, unknown>() : partsIn(file, header, now);
  return {
    size: parts.size,
    known: (part) => parts.get(part),
    note: (part, value) => appendFileSync(file, lineOf({ part, value })),
    remove: () => rmSync(file, { force: true }),
  };
}

function partsIn(file: string, header: Header, now: Date): Map<string, unknown> {
  const text = readFileSync(file, 'utf8');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first, ...lines] = complete
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parsed(line, file, index + 1));
  refuseForeign(first, { file, header, now });
  const parts = new Map<string, unknown>();
  for (const [index, line] of lines.entries()) {
    if (typeof line?.['part'] !== 'string' || !('value' in line)) throw corrupt(file, index + 2);
    parts.set(line['part'], line['value']);
  }
  // A run that ended while it wrote a line.
  if (complete.length < text.length) truncateSync(file, Buffer.byteLength(complete));
  return parts;
}

function parsed(line: string, file: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Reported below.
  }
  throw corrupt(file, number);
}

function refuseForeign(
  found: Readonly<Record<string, unknown>> | undefined,
  { file, header, now }: { readonly file: string; readonly header: Header; readonly now: Date },
): void {
  if (found?.['format'] !== FORMAT) throw corrupt(file, 1);
  const { accountId, environment } = header;
  if (found['accountId'] !== accountId || found['environment'] !== environment) {
    throw new RefusedInputError(
      `${file} is the progress of adopting account ${String(found['accountId'])} as ${String(found['environment'])}, not account ${accountId} as ${environment}.\n→ remove it, or write to another folder with --out`,
    );
  }
  const begun = Date.parse(String(found['begun']));
  if (!(now.getTime() - begun < TOO_OLD)) {
    throw new RefusedInputError(
      `${file} is the progress of a run that began at ${String(found['begun'])}: the account may have changed since then.\n→ remove it, and run the command again`,
    );
  }
}

function corrupt(file: string, line: number): RefusedInputError {
  return new RefusedInputError(
    `${file}:${line} was not written by backupctl adopt.\n→ remove the file, or write to another folder with --out`,
  );
}
