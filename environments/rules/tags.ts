import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { rulesOf } from './environment-rule';

/** Set on every resource by the stacks themselves (E7). */
const OWN_TAGS = ['ManagedBy', 'Environment', 'Service', 'Stack', 'Name'];

/** Tags that AWS takes and that do not fight with the project's own. */
export const tags: EnvironmentRule = (environment) => [
  ...tagsNotAllowed(environment.tags, 'tags'),
  ...Object.keys(environment.tags)
    .filter((key) => OWN_TAGS.includes(key))
    .map((key): Finding => ({
      rule: 'tag-reserved',
      severity: 'error',
      source: 'ours',
      path: `tags.${key}`,
      message: `every resource carries the tag ${key} already`,
      remedy: 'choose another key',
    })),
  ...environment.backup.plans.flatMap((plan) => tagsNotAllowed(plan.tags, `backup.plans.${plan.name}.tags`)),
  ...rulesOf(environment).flatMap(({ rule, path }) =>
    tagsNotAllowed(rule.recoveryPointTags, `${path}.recoveryPointTags`),
  ),
];

/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function tagsNotAllowed(written: Readonly<Record<string, string>>, path: string): Finding[] {
  return Object.entries(written).flatMap(([key, value]): Finding[] => {
    const reserved = key.toLowerCase().startsWith('aws:');
    if (!reserved && key.length >= 1 && key.length <= 128 && value.length <= 256) return [];
    return [
      {
        rule: 'tag-not-allowed',
        severity: 'error',
        source: 'aws',
        path: `${path}.${key}`,
        found: value,
        message: reserved
          ? `tags that begin with aws: belong to AWS`
          : `a tag has a key of ${key.length} and a value of ${value.length} characters`,
        remedy: reserved ? 'choose another key' : 'use 1 to 128 characters for the key and up to 256 for the value',
      },
    ];
  });
}
