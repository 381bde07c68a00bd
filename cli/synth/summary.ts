import type { Finding } from '../../domain/finding';
import { type RuleRuns, ruleRuns } from '../../domain/schedule/rule-runs';
import type { Configuration } from '../../environments/parse';
import { labelOf } from '../../environments/rules/notifications';
import type { Environment, Plan, Rule, Subscription } from '../../environments/schema';
import { type SsmBackupSummary, summarizeSsmBackup } from './ssm-backup-summary';

/** What an environment will do, for those who answer for it. */
export interface EnvironmentSummary {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vaults: readonly VaultSummary[];
  readonly rules: readonly RuleSummary[];
  /** Null where there is none. */
  readonly ssmBackup: SsmBackupSummary | null;
  readonly recipients: readonly RecipientSummary[];
  readonly warnings: readonly Finding[];
}

export interface VaultSummary {
  readonly name: string;
  readonly region: string;
  readonly key: string;
  readonly lock: 'governance' | 'compliance' | null;
  readonly notify: readonly string[] | 'unmanaged';
}

export interface RuleSummary extends RuleRuns {
  readonly plan: string;
  readonly rule: string;
  readonly vault: string;
  readonly region: string;
  readonly selections: readonly string[];
  readonly copies: readonly CopySummary[];
}

export interface CopySummary {
  readonly vault: string;
  readonly region: string;
  readonly accountId: string;
  readonly deleteAfterDays: number | null;
}

/** A recipient of failure messages; of a URL only its host, or the parameter that holds it: the rest may be a secret. */
export interface RecipientSummary {
  readonly protocol: Subscription['protocol'];
  readonly endpoint: string;
  readonly regions: readonly string[];
}

/** @param now the moment from which the next runs are counted */
export function summarize({ environments, warnings }: Configuration, now: Date): EnvironmentSummary[] {
  return environments.map((environment) => ({
    name: environment.name,
    accountId: environment.accountId,
    region: environment.region,
    vaults: environment.backup.vaults.map(({ name, region, key, lock, notify }) => ({
      name,
      region,
      key,
      lock: lock?.mode ?? null,
      notify,
    })),
    rules: environment.backup.plans.flatMap((plan) => plan.rules.map((rule) => summarizeRule(plan, rule, now))),
    ssmBackup: summarizeSsmBackup(environment, now),
    recipients: summarizeRecipients(environment),
    warnings: warnings[environment.name] ?? [],
  }));
}

function summarizeRule(plan: Plan, rule: Rule, now: Date): RuleSummary {
  const { schedule, timezone, nextRuns, deleteAfterDays, recoveryPoints } = ruleRuns(rule, now);
  return {
    plan: plan.name,
    rule: rule.name,
    vault: rule.vault,
    region: plan.region,
    schedule,
    timezone,
    nextRuns,
    deleteAfterDays,
    recoveryPoints,
    selections: plan.selections.map(({ name }) => name),
    copies: rule.copies.map((copy) => ({
      vault: copy.vault,
      region: copy.region,
      accountId: copy.accountId,
      deleteAfterDays: copy.deleteAfterDays ?? null,
    })),
  };
}

/** Who is notified, of an environment or of the organization. */
export function summarizeRecipients({
  notifications: { createdIn: regions, subscriptions },
}: Pick<Environment, 'notifications'>): RecipientSummary[] {
  return subscriptions.map((subscription) => ({
    protocol: subscription.protocol,
    endpoint: endpointOf(subscription),
    regions,
  }));
}

function endpointOf(subscription: Subscription): string {
  const isParameter = subscription.protocol === 'https' && subscription.endpointParameter !== undefined;
  return `${isParameter ? 'ssm:' : ''}${labelOf(subscription)}`;
}
