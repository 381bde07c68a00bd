import type { Finding } from '../finding';
import { BACKUP_TAG_RULES } from '../generations/backup-tags';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';

/**
 * Reports missing and invalid tags of an instance of the group, which would end the automation early (S7, S11).
 *
 * @param path of the instance in the findings
 */
export function groupTagFindings(tags: Readonly<Record<string, string>>, path: string): Finding[] {
  return BACKUP_TAG_RULES.flatMap(({ key, pattern, expected }) => {
    const found = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (found !== undefined && new RegExp(`^(?:${pattern})$`).test(found)) return [];
    const message =
      found === undefined
        ? 'the tag is missing, but the SSM backup requires it'
        : 'the SSM backup cannot use this value';
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

/** Reports an instance without the tag of the group, which the automation may not change (S2, S12). */
export function notInGroup(tags: Readonly<Record<string, string>>, group: string, path: string): Finding[] {
  const found = Object.hasOwn(tags, BACKUP_GROUP_TAG) ? tags[BACKUP_GROUP_TAG] : undefined;
  if (found === group) return [];
  const message = 'it is not in the backup group: the SSM backup may change only instances of that group';
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
