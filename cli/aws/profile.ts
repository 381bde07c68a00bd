import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { UsageError } from '../exit-code';

/**
 * Takes a profile that the AWS configuration has: of another the SDK only says that it found no credentials.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws {UsageError} with the files that were looked at and the profiles that they have
 */
export function knownProfile(name: string): string {
  const config = process.env['AWS_CONFIG_FILE'] ?? path.join(homedir(), '.aws', 'config');
  const credentials = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? path.join(homedir(), '.aws', 'credentials');
  const known = [
    ...sectionsOf(config).flatMap((section) => /^(?:profile\s+)(.+)$/.exec(section)?.[1] ?? onlyDefault(section)),
    ...sectionsOf(credentials),
  ].map(unquoted);
  if (known.includes(name)) return name;
  const found = known.length === 0 ? 'neither has a profile' : `they have ${[...new Set(known)].toSorted().join(', ')}`;
  throw new UsageError(
    `There is no profile ${name} in ${config} and ${credentials}: ${found}.\n→ name one that is there, or add it by aws configure --profile ${name}`,
  );
}

/** What stands in brackets, one a line. A file that cannot be read has none. */
function sectionsOf(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return Array.from(text.matchAll(/^[ \t]*\[([^\]\n]+)\]/gm), ([, section = '']) => section.trim());
}

/** In the configuration every other profile says that it is one. */
function onlyDefault(section: string): string[] {
  return section === 'default' ? [section] : [];
}

function unquoted(name: string): string {
  return name.replaceAll(/^(["'])(.*)\1$/g, '$2');
}
