import type { Finding } from '../finding';
import { BACKUP_TAG_RULES } from '../generations/backup-tags';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';

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
      {
        rule: 'group-tag',
        severity: 'error',
        source: 'backupctl',
        path: `${path}.${key}`,
        ...problem,
        remedy: expected,
      },
    ];
  });
}

/** That an instance does not carry the tag of the group: the automation may not touch it (S2, S12). */
export function notInGroup(tags: Readonly<Record<string, string>>, group: string, path: string): Finding[] {
  const found = Object.hasOwn(tags, BACKUP_GROUP_TAG) ? tags[BACKUP_GROUP_TAG] : undefined;
  if (found === group) return [];
  const message = 'it is not in the group, whose instances alone the SSM backup may touch';
  const problem = found === undefined ? { message } : { found, message };
  const remedy = `set ${group}`;
  return [
    {
      rule: 'not-in-group',
      severity: 'error',
      source: 'backupctl',
      path: `${path}.${BACKUP_GROUP_TAG}`,
      ...problem,
      remedy,
    },
  ];
}
