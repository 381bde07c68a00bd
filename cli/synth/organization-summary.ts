import { treeOf } from '../../domain/organization/organization';
import { readOrganizationsCron } from '../../domain/policy/admission/organizations-cron';
import type { MergedObject } from '../../domain/policy/effective-policy';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { nextRuns } from '../../domain/schedule/next-runs';
import { recoveryPointsKept } from '../../domain/schedule/recovery-points';
import type { Configuration } from '../../environments/parse';

/** A rule of the organization's policies as accounts really get it, with the accounts that get just that. */
export interface EffectiveRuleSummary {
  readonly plan: string;
  readonly rule: string;
  readonly vault: string;
  readonly regions: readonly string[];
  readonly schedule: string;
  readonly timezone: string;
  /** The next two runs, as ISO instants in UTC. */
  readonly nextRuns: readonly string[];
  readonly deleteAfterDays: number | null;
  /** The most recovery points of one resource that there are at a time; null when they are kept for ever. */
  readonly recoveryPoints: number | null;
  readonly accounts: readonly string[];
}

/** What takes time to work out: once a rule, however many accounts get it. */
type Runs = Pick<EffectiveRuleSummary, 'nextRuns' | 'recoveryPoints'>;

type WrittenRule = Omit<EffectiveRuleSummary, 'accounts' | keyof Runs>;

/** What the accounts of the organization will really get; undefined without an organization. */
export function summarizeOrganization({ organization }: Configuration, now: Date): EffectiveRuleSummary[] | undefined {
  if (!organization) return undefined;
  const accounts = new Map<string, { rule: WrittenRule; ids: string[] }>();
  for (const { accountId, effectivePolicy } of effectivePolicies(treeOf(organization), { now })) {
    for (const rule of rulesOf(effectivePolicy)) {
      const known = accounts.get(JSON.stringify(rule)) ?? { rule, ids: [] };
      known.ids.push(accountId);
      accounts.set(JSON.stringify(rule), known);
    }
  }
  return [...accounts.values()].map(({ rule, ids }) => ({ ...rule, ...runsOf(rule, now), accounts: ids }));
}

function rulesOf(policy: MergedObject): WrittenRule[] {
  return entries(policy['plans']).flatMap(([plan, said]) =>
    entries(said['rules']).map(([name, rule]) =>
      writtenRule(plan, name, rule, [said['regions'] ?? []].flat() as string[]),
    ),
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html for the schedule of a rule without one */
function writtenRule(plan: string, name: string, rule: MergedObject, regions: string[]): WrittenRule {
  const days = text(entries(rule).find(([key]) => key === 'lifecycle')?.[1]['delete_after_days']);
  return {
    plan,
    rule: name,
    vault: text(rule['target_backup_vault_name']) ?? '',
    regions,
    schedule: text(rule['schedule_expression']) ?? 'cron(0 5 ? * * *)',
    timezone: text(rule['schedule_expression_timezone']) ?? 'UTC',
    deleteAfterDays: days === undefined ? null : Number(days),
  };
}

function runsOf({ schedule, timezone, deleteAfterDays }: WrittenRule, now: Date): Runs {
  const timetable = { expression: readOrganizationsCron(schedule).expression, timezone };
  return {
    nextRuns: nextRuns(timetable, now, 2).map((run) => run.toISOString()),
    recoveryPoints: deleteAfterDays === null ? null : recoveryPointsKept({ ...timetable, deleteAfterDays }, now),
  };
}

function entries(value: unknown): [string, MergedObject][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value as MergedObject).filter(
    (entry): entry is [string, MergedObject] => typeof entry[1] === 'object',
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
