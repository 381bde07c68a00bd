import { z } from 'zod';

import { nameNotAllowed } from '../../domain/backup/names';
import type { Finding } from '../../domain/finding';
import { type Format, shaped } from '../rules/formats';

/** Judges a text of a file at its path. */
export type Check = (text: string, path: string) => Finding[];

const checks = new WeakMap<z.ZodType, Check>();

/** A text that must pass a check. `environments/rules/written-texts.ts` applies it. */
export function text(expected: Check | Format): z.ZodString {
  const schema = z.string();
  checks.set(schema, typeof expected === 'function' ? expected : (found, path) => shaped(found, expected, path));
  return schema;
}

/** For a text that depends on other settings, or that the policy linter judges: rules check it. */
export const byRules: Check = () => [];

/** For a name that AWS Backup gives to a part of a configuration. */
export function named(part: Parameters<typeof nameNotAllowed>[0]): Check {
  return (name, path) => nameNotAllowed(part, name, path);
}

/** The check of a text; undefined if it has none, which a test refuses. */
export function checkOf(schema: z.ZodType): Check | undefined {
  return checks.get(schema);
}
