import { tagKeyNotAllowed, tagValueNotAllowed } from '../../domain/backup/tags';
import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { rulesOf } from './environment-rule';
import { planPath } from './config-paths';

/** Set on every resource by the stacks themselves (E7). */
const OWN_TAGS = ['ManagedBy', 'Environment', 'Service', 'Stack', 'Name'];

/** Tags that AWS accepts and that do not conflict with the tags of this project. */
export const tags: EnvironmentRule = (environment) => [
  ...tagsNotAllowed(environment.tags, 'tags'),
  ...tagsReserved(environment.tags, 'tags'),
  ...environment.backup.plans.flatMap((plan) => {
    const path = `${planPath(plan, environment)}.tags`;
    return [...tagsNotAllowed(plan.tags, path), ...tagsReserved(plan.tags, path)];
  }),
  ...rulesOf(environment).flatMap(({ rule, path }) =>
    tagsNotAllowed(rule.recoveryPointTags, `${path}.recoveryPointTags`),
  ),
];

/** In any case: tag keys of an IAM role must differ in more than case. */
function tagsReserved(written: Readonly<Record<string, string>>, path: string): Finding[] {
  return Object.keys(written).flatMap((key): Finding[] => {
    const own = OWN_TAGS.find((reserved) => reserved.toLowerCase() === key.toLowerCase());
    if (own === undefined) return [];
    return [
      {
        rule: 'tag-reserved',
        severity: 'error',
        source: 'backupctl',
        path: `${path}.${key}`,
        message: `every resource already has the tag ${own}`,
        remedy: 'choose another key',
      },
    ];
  });
}

function tagsNotAllowed(written: Readonly<Record<string, string>>, path: string): Finding[] {
  return Object.entries(written).flatMap(([key, value]) => [
    ...tagKeyNotAllowed(key, `${path}.${key}`),
    ...tagValueNotAllowed(value, `${path}.${key}`),
  ]);
}
