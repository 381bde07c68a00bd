import {
  tagCharactersNotAllowed,
  tagKeyNotAllowed,
  tagKeysAlike,
  tagValueNotAllowed,
  tooManyTags,
} from '../../domain/backup/tags';
import { QUOTAS } from '../../domain/backup/quotas';
import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { rulesOf } from './environment-rule';
import type { Environment } from '../schema';
import { planPath, vaultPath } from './config-paths';

type Tags = Readonly<Record<string, string>>;

/** Set on every resource by the stacks themselves (E7). */
const OWN_TAGS = ['ManagedBy', 'Environment', 'Service', 'Stack', 'Name'];

/** Tags that AWS accepts and that do not conflict with the tags of this project. */
export const tags: EnvironmentRule = (environment) => [
  ...defaultTags(environment.tags, OWN_TAGS),
  ...environment.backup.plans.flatMap((plan) =>
    // Too many tags of its own are a quota that is exceeded.
    ownTags(plan.tags, `${planPath(plan, environment)}.tags`, environment, QUOTAS['tags on a plan']),
  ),
  ...environment.backup.vaults.flatMap((vault) =>
    ownTags(vault.tags, `${vaultPath(vault, environment)}.tags`, environment),
  ),
  ...rulesOf(environment).flatMap(({ rule, path }) =>
    tagsNotAllowed(rule.recoveryPointTags, `${path}.recoveryPointTags`),
  ),
];

/** The tags of one resource, in addition to those of every resource. */
function ownTags(written: Tags, path: string, environment: Environment, quota = Infinity): Finding[] {
  const keys = Object.keys(written);
  const inherited = [...new Set([...Object.keys(environment.tags), ...OWN_TAGS])];
  return [
    ...tagsNotAllowed(written, path),
    ...tagsReserved(written, OWN_TAGS, path),
    ...(keys.length > quota ? [] : tooManyTags(keys, inherited, path)),
  ];
}

/**
 * The tags of every resource of a file's stacks, or of one of them.
 * @param own the tags that the stacks add
 */
export function defaultTags(written: Tags, own: readonly string[], path = 'tags'): Finding[] {
  return [
    ...tagsNotAllowed(written, path),
    ...Object.entries(written).flatMap(([key, value]) =>
      [key, value].flatMap((text) => tagCharactersNotAllowed(text, `${path}.${key}`)),
    ),
    ...tagKeysAlike(Object.keys(written), path),
    ...tagsReserved(written, own, path),
    ...tooManyTags(Object.keys(written), own, path),
  ];
}

/** In any case: tag keys of an IAM role must differ in more than case. */
function tagsReserved(written: Tags, own: readonly string[], path: string): Finding[] {
  return Object.keys(written).flatMap((key): Finding[] => {
    const reserved = own.find((name) => name.toLowerCase() === key.toLowerCase());
    if (reserved === undefined) return [];
    return [
      {
        rule: 'tag-reserved',
        severity: 'error',
        source: 'backupctl',
        path: `${path}.${key}`,
        message: `every resource already has the tag ${reserved}`,
        remedy: 'choose another key',
      },
    ];
  });
}

function tagsNotAllowed(written: Tags, path: string): Finding[] {
  return Object.entries(written).flatMap(([key, value]) => [
    ...tagKeyNotAllowed(key, `${path}.${key}`),
    ...tagValueNotAllowed(value, `${path}.${key}`),
  ]);
}
