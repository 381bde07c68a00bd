import { matchesWildcard } from '../backup/wildcard';
import { BACKUP_TAG_RULES } from '../generations/backup-tags';
import { groupTagFindings } from '../inventory/group-tags';
import { supportedType } from './arn-type';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { Protection } from './protection';
import type { Resource } from './resource';
import { selects, type Tag } from './resource-selection';
import { coverageText } from './source';
import type { ResourceCoverage } from './status';
import { missingTags, withTags } from './tag-changes';

export type Reason = Pick<ResourceCoverage, 'status' | 'reason' | 'remedy' | 'missing'>;

/**
 * Why no source selects a resource whose tags are known. What is easiest to change comes first: the region's opt-in if that
 * is all that is missing, an exclusion, the tags of a window whose group it is in, and then the fewest tags.
 */
export function notSelected(resource: Resource, protections: readonly Protection[]): Reason {
  const { type, tags = {}, region } = resource;
  const reached = protections.map((protection) => ({ protection, reach: reachOf(protection, resource) }));
  const optedOut = reached.find(
    ({ reach }) => reach.optIn && reach.changes.length === 0 && reach.excludedBy === undefined,
  );
  if (optedOut) return optedOutReason(optedOut.protection, type, region);
  const excluded = reached.find(({ reach }) => reach.excludedBy !== undefined && reach.changes.length === 0);
  if (excluded) {
    return {
      status: 'excluded',
      reason: `${coverageText(excluded.protection)} excludes it: ${excluded.reach.excludedBy}`,
    };
  }
  const taggable = reached
    .filter(({ reach }) => reach.excludedBy === undefined && reach.changes.length > 0)
    .toSorted(
      (a, b) =>
        Number(isInGroup(b)) - Number(isInGroup(a)) ||
        Number(a.reach.optIn) - Number(b.reach.optIn) ||
        a.reach.changes.length - b.reach.changes.length,
    );
  const [best] = taggable;
  if (best?.reach.optIn) return optedOutReason(best.protection, type, region);
  if (best) {
    const { protection, reach } = best;
    const found = reach.changes.map(({ key }) => (Object.hasOwn(tags, key) ? `${key}=${tags[key]}` : `no ${key}`));
    return {
      status: 'missing-tag',
      reason: `it has ${found.join(' and ')}`,
      remedy: remedyOf(protection, reach),
      missing: { kind: protection.kind, name: protection.name, tags: reach.changes },
    };
  }
  return {
    status: 'no-plan',
    reason: protections.length === 0 ? `no plan runs in ${region}` : `no plan in ${region} selects it`,
    remedy: `add a selection for ${type} to a plan in ${region}`,
  };
}

interface Reached {
  readonly protection: Protection;
  readonly reach: Reach;
}

/** Whether an instance has the tag of the window's group: only the values that the SSM backup needs are missing. */
function isInGroup({ protection: { kind }, reach: { changes } }: Reached): boolean {
  return kind === 'window' && changes.every(({ key }) => key !== BACKUP_GROUP_TAG);
}

function remedyOf(protection: Protection, { changes }: Reach): string {
  const source = coverageText(protection);
  const texts = changes.map(({ key, value }) => {
    const rule = BACKUP_TAG_RULES.find((one) => one.key === key);
    return value === ANY_ALLOWED && rule ? `${key}: ${rule.expected}` : `${key}=${value}`;
  });
  const isExact = changes.every(({ value }) => value !== ANY_ALLOWED);
  return isExact
    ? `${texts.join(' and ')} lets ${source} back it up`
    : `${texts.join('; ')}; then ${source} backs it up`;
}

function optedOutReason(protection: Protection, type: string, region: string): Reason {
  return {
    status: 'opted-out',
    reason: `${region} has not opted in to ${type}, so ${coverageText(protection)} cannot back it up`,
    remedy: `opt ${type} in in ${region}`,
  };
}

interface Reach {
  /** Whether the region must opt in. */
  readonly optIn: boolean;
  /** The tags that are missing. */
  readonly changes: readonly Tag[];
  /** What excludes it. */
  readonly excludedBy?: string;
}

/** The value of a tag that can have several. */
const ANY_ALLOWED = '...';

/** Reaches nothing, whatever changes. */
const NO_REACH: Reach = { optIn: false, changes: [] };

/** What it takes for a source to select a resource that it does not select. */
function reachOf({ kind, selection, optedIn }: Protection, { arn, type, tags = {} }: Resource): Reach {
  const excludedBy = selection.notResources.find((pattern) => matchesWildcard(pattern, arn));
  const negative = selection.conditions.filter(({ operator }) => operator.startsWith('stringNot'));
  const narrowed = {
    ...selection,
    notResources: [],
    conditions: selection.conditions.filter((condition) => !negative.includes(condition)),
  };
  const window = kind === 'window' ? invalidGroupTags(tags) : [];
  const changes = [...missingTags(narrowed, arn, tags), ...window];
  const changed = withTags(tags, changes);
  const forbidden = negative.find(({ key, value, operator }) => {
    const found = Object.hasOwn(changed, key) ? changed[key] : undefined;
    if (found === undefined) return false;
    return operator === 'stringNotLike' ? matchesWildcard(value, found) : value === found;
  });
  const resource = { arn, tags: changed };
  if (!selects(narrowed, resource, { optedIn: true })) return NO_REACH;
  const isOptedIn = optedIn(type);
  const isNamed = selects(narrowed, resource, { optedIn: isOptedIn }) && !needsOptIn(type, isOptedIn);
  const by = excludedBy ?? (forbidden && `its tag ${forbidden.key}=${changed[forbidden.key]}`);
  return { optIn: !isNamed, changes, ...(by === undefined ? {} : { excludedBy: by }) };
}

const needsOptIn = (type: string, isOptedIn: boolean): boolean =>
  !isOptedIn && supportedType(type)?.alwaysNeedsOptIn === true;

/** The tags that the SSM backup requires besides that of the group, as placeholders. */
function invalidGroupTags(tags: Readonly<Record<string, string>>): Tag[] {
  return groupTagFindings(tags, '').map(({ path }) => ({ key: path.slice(1), value: ANY_ALLOWED }));
}
