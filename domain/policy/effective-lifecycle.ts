import { archiveNotPossible } from '../backup/archive';
import { coldStorageTooShort, continuousLifecycle } from '../backup/lifecycle';
import type { Finding } from '../finding';
import { ourError, type EffectiveError } from './effective-error';
import type { Place } from './inheritance-place';
import { numberAt, textAt } from './setting';

/** Two settings of a rule that AWS does not take together. */
export interface Conflict {
  /** AWS reports the same conflict once for a rule, wherever in it. */
  readonly name: string;
  readonly message: string;
  readonly places: readonly (Place | undefined)[];
}

/** What a rule says beside a lifecycle, and the lifecycle is judged by. */
export interface Around {
  readonly schedule: Place | undefined;
  readonly daysBetweenRuns: number | undefined;
}

interface Judged {
  readonly conflicts: readonly Conflict[];
  readonly errors: readonly EffectiveError[];
}

const SETTINGS = {
  coldStorageAfterDays: 'move_to_cold_storage_after_days',
  deleteAfterDays: 'delete_after_days',
  archive: 'opt_in_to_archive_for_supported_resources',
} as const;

/**
 * The lifecycle of a rule or of a copy. Without the opt-in to archive AWS does not check how long a recovery point
 * stays cold; with it, it does, and looks at the schedule of the rule too.
 */
export function judgeLifecycle(lifecycle: Place | undefined, path: string, around: Around): Judged {
  if (lifecycle?.merged === undefined) return { conflicts: [], errors: [] };
  const coldStorageAfterDays = numberAt(lifecycle, SETTINGS.coldStorageAfterDays);
  const deleteAfterDays = numberAt(lifecycle, SETTINGS.deleteAfterDays);
  const tooShort = coldStorageTooShort({
    at: (setting) => `${path}/${SETTINGS[setting]}`,
    coldStorageAfterDays,
    deleteAfterDays,
  });
  const days = [SETTINGS.coldStorageAfterDays, SETTINGS.deleteAfterDays].map((name) => lifecycle.entries.get(name));
  if (textAt(lifecycle, SETTINGS.archive) !== 'true') {
    return { conflicts: [], errors: tooShort.map((finding) => ourError(finding, days)) };
  }

  const notPossible = archiveNotPossible({
    at: (setting) => `${path}/${setting}`,
    coldStorageAfterDays,
    deleteAfterDays,
    daysBetweenRuns: around.daysBetweenRuns,
  });
  const places = [...days, lifecycle.entries.get(SETTINGS.archive), around.schedule];
  const conflicts = [...tooShort, ...notPossible].map((finding) => conflictOf(finding, places));
  if (around.schedule?.merged !== undefined) return { conflicts, errors: [] };
  const message = 'EBS snapshots are to be archived, but the rule has no schedule';
  return { conflicts: [...conflicts, { name: 'archive-without-schedule', message, places }], errors: [] };
}

/** A continuous rule: AWS refuses to keep it longer than 35 days, and takes cold storage that is inherited. */
export function judgeContinuous(rule: Place, path: string): Judged {
  if (textAt(rule, 'enable_continuous_backup') !== 'true') return { conflicts: [], errors: [] };
  const enabled = rule.entries.get('enable_continuous_backup');
  const lifecycle = rule.entries.get('lifecycle');
  const findings = continuousLifecycle({
    at: (setting) => `${path}/lifecycle/${SETTINGS[setting]}`,
    coldStorageAfterDays: numberAt(lifecycle, SETTINGS.coldStorageAfterDays),
    deleteAfterDays: numberAt(lifecycle, SETTINGS.deleteAfterDays),
  });
  const isOurs = ({ rule: name }: Finding) => name === 'continuous-cold-storage';
  const setting = (name: string) => [enabled, lifecycle?.entries.get(name)];
  return {
    conflicts: findings
      .filter((finding) => !isOurs(finding))
      .map((finding) => conflictOf(finding, setting(SETTINGS.deleteAfterDays))),
    errors: findings.filter(isOurs).map((finding) => ourError(finding, setting(SETTINGS.coldStorageAfterDays))),
  };
}

function conflictOf({ rule, message }: Finding, places: readonly (Place | undefined)[]): Conflict {
  return { name: rule, message, places };
}
