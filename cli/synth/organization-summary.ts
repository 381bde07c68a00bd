import { treeOf } from '../../domain/organization/organization';
import { readOrganizationsCron } from '../../domain/schedule/organizations-cron';
import type { MergedObject } from '../../domain/policy/effective-policy';
import { entriesOf, textsOf } from '../../domain/policy/merged-document';
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
  return entriesOf(policy['plans']).flatMap(([plan, said]) =>
    entriesOf(said['rules']).map(([name, rule]) => writtenRule(plan, name, rule, textsOf(said['regions']))),
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html for the schedule of a rule without one */
function writtenRule(plan: string, name: string, rule: MergedObject, regions: string[]): WrittenRule {
  const lifecycle = new Map(entriesOf(rule)).get('lifecycle');
  const [days] = textsOf(lifecycle?.['delete_after_days']);
  const [vault = ''] = textsOf(rule['target_backup_vault_name']);
  const [schedule = 'cron(0 5 ? * * *)'] = textsOf(rule['schedule_expression']);
  const [timezone = 'UTC'] = textsOf(rule['schedule_expression_timezone']);
  return {
    plan,
    rule: name,
    vault,
    regions,
    schedule,
    timezone,
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
