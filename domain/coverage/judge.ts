import { defined } from '../defined';
import type { BackupTagRule } from '../generations/backup-tags';
import { groupTagFindings } from '../inventory/group-tags';
import { type ResourceSelection, selects } from './resource-selection';
import { HOUR } from '../schedule/duration';
import { supportedType } from './arn-type';
import type { Protection } from './protection';
import { notSelected, type Reason } from './not-selected';
import type { Resource } from './resource';
import type { CoveringRule, ResourceCoverage } from './status';

/** What applies to the resources of one account and region. */
export interface Applying {
  readonly protections: readonly Protection[];
  readonly now: Date;
  /** Why the tags or the last backups of the resources are not known, with the missing permission. */
  readonly unread: { readonly tags?: string | undefined; readonly lastBackup?: string | undefined };
}

/** The status of every resource of one account and region, in their order. */
export function judgeResources(resources: readonly Resource[], applying: Applying): ResourceCoverage[] {
  const judged = new Map(resources.map((resource) => [resource.arn, judge(resource, applying)]));
  return resources.map(({ arn, attachedTo = '' }) => {
    const own = judged.get(arn);
    const instance = judged.get(attachedTo);
    if (!own) throw new Error(`${arn} is not judged`);
    if (instance === undefined || isBackedUp(own) || !isBackedUp(instance)) return own;
    const { status, coveredBy, nextRun, reachDays, lastBackup } = instance;
    const { remedy: _, ...volume } = own;
    const reason = `backups of ${attachedTo.replace(/^.*\//, '')} contain it`;
    return { ...volume, status, reason, coveredBy, ...defined({ nextRun, reachDays, lastBackup }) };
  });
}

function isBackedUp({ status, coveredBy }: ResourceCoverage): boolean {
  return status === 'covered' || status === 'stale' || coveredBy.length > 0;
}

function judge(resource: Resource, applying: Applying): ResourceCoverage {
  const type = supportedType(resource.type);
  if (type === undefined) return without(resource, UNSUPPORTED(resource.type));
  const { protections, unread } = applying;
  const here = protections.filter(({ region }) => region === resource.region);
  const known = resource.tags !== undefined;
  const covering = here.filter((protection) =>
    known ? covers(protection, resource) : coversWhateverTags(protection, resource),
  );
  if (covering.length > 0) return backedUp(resource, covering, applying);
  if (!known && here.length > 0) {
    return without(resource, {
      status: 'unknown',
      reason: `its tags are not known: ${unread.tags ?? 'no source lists them'}`,
    });
  }
  return without(resource, notSelected(resource, here));
}

const UNSUPPORTED = (type: string): Reason => ({
  status: 'unsupported',
  reason: `AWS Backup does not support ${type}`,
  remedy: `back it up with ${type} itself`,
});

/** Whether a source backs up a resource. The window also requires valid tags. */
function covers({ kind, selection, optedIn }: Protection, { arn, type, tags = {} }: Resource): boolean {
  const isOptedIn = optedIn(type);
  if (!isOptedIn && supportedType(type)?.alwaysNeedsOptIn) return false;
  if (!selects(selection, { arn, tags }, { optedIn: isOptedIn })) return false;
  return kind !== 'window' || groupTagFindings(tags, arn).length === 0;
}

/** Whether no tag of a resource can change that a source backs it up. */
function coversWhateverTags(protection: Protection, resource: Resource): boolean {
  const { conditions }: ResourceSelection = protection.selection;
  return conditions.length === 0 && covers(protection, { ...resource, tags: {} });
}

function backedUp(resource: Resource, covering: readonly Protection[], { now, unread }: Applying): ResourceCoverage {
  const rules = covering.flatMap((protection) => protection.rules);
  const coveredBy = covering.flatMap(({ kind, name, rules: own }): CoveringRule[] =>
    own.map(({ name: rule }) => ({ kind, name, rule })),
  );
  const nextRun = rules.flatMap((rule) => rule.nextRun ?? []).toSorted()[0];
  const longest = Math.max(...rules.map(({ reachDays }) => daysOf(reachDays, resource)));
  const isContinuous = rules.some(({ continuous }) => continuous) && supportedType(resource.type)?.pointInTime;
  const found = {
    coveredBy: coveredBy.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
    ...defined({ nextRun }),
    reachDays: Number.isFinite(longest) ? longest : null,
    ...(isContinuous ? { pointInTime: true as const } : {}),
  };
  return { ...publicOf(resource), ...freshness(resource, { rules, now, unread }), ...found };
}

function daysOf(reachDays: Protection['rules'][number]['reachDays'], { tags = {} }: Resource): number {
  if (reachDays === null) return Infinity;
  return typeof reachDays === 'number' ? reachDays : reachDays.perGeneration * Number(tags[GENERATIONS_TAG]);
}

const GENERATIONS_TAG = 'EC2BackupGen' satisfies BackupTagRule['key'];

const textOf = ({ kind, name, rule }: CoveringRule): string => `${kind} ${name} ${rule}`;

interface Freshness extends Pick<Applying, 'now' | 'unread'> {
  readonly rules: Protection['rules'];
}

/** Covered if it was backed up in time, or if the first backup can still come. */
function freshness({ lastBackup, createdAt }: Resource, { rules, now, unread }: Freshness): Reason {
  const [hours] = rules.flatMap((rule) => rule.staleAfterHours ?? []).toSorted((a, b) => a - b);
  if (hours === undefined) {
    return { status: 'stale', reason: 'no rule runs again', remedy: 'correct the schedule of a rule' };
  }
  const ageHours = (since: string): number => (now.getTime() - Date.parse(since)) / HOUR;
  const limit = `rules run every ${inWords(hours)}`;
  if (lastBackup !== undefined) {
    const age = ageHours(lastBackup);
    if (age <= hours) return { status: 'covered', reason: 'backed up in time' };
    return {
      status: 'stale',
      reason: `the last backup is ${inWords(age, Math.floor)} old, but ${limit}`,
      remedy: LOOK,
    };
  }
  if (unread.lastBackup !== undefined) {
    return { status: 'unknown', reason: `its last backup is not known: ${unread.lastBackup}` };
  }
  if (createdAt !== undefined && ageHours(createdAt) <= hours) {
    return { status: 'covered', reason: 'the first backup is still due' };
  }
  return { status: 'stale', reason: `no backup exists, but ${limit}`, remedy: LOOK };
}

const LOOK = 'look for failed backup jobs';

/** Such as `32 hours` or `9 days`. Hours are rounded up, so that an age is never that of its limit. */
function inWords(hours: number, days: (days: number) => number = Math.ceil): string {
  const [count, unit] = hours < 72 ? [Math.ceil(hours), 'hour'] : [days(hours / 24), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function without(resource: Resource, reason: Reason): ResourceCoverage {
  return { ...publicOf(resource), ...reason, coveredBy: [] };
}

function publicOf({
  createdAt: _created,
  attachedTo: _attached,
  ...resource
}: Resource): Omit<Resource, 'createdAt' | 'attachedTo'> {
  return resource;
}
