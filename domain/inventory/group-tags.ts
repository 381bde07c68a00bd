import type { Finding } from '../finding';
import { BACKUP_TAG_RULES } from '../generations/backup-tags';

/**
 * What is missing or wrong in the tags of an instance of the group, for which the automation would end early (S7, S11).
 *
 * @param path where the instance is told
 */
export function groupTagFindings(tags: Readonly<Record<string, string>>, path: string): Finding[] {
  return BACKUP_TAG_RULES.flatMap(({ key, pattern, expected }) => {
    const found = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (found !== undefined && new RegExp(`^(?:${pattern})$`).test(found)) return [];
    const message =
      found === undefined ? 'the tag is missing, and the SSM backup needs it' : 'the SSM backup cannot use it';
    const problem = found === undefined ? { message } : { found, message };
    return [
      { rule: 'group-tag', severity: 'error', source: 'ours', path: `${path}.${key}`, ...problem, remedy: expected },
    ];
  });
}
