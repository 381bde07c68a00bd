import { comparer, listed, NONE, pairs, type Compare, type Comparison } from './comparison';

/** Days after which recovery points turn cold and are deleted; what is left out never happens. */
export interface Lifecycle {
  readonly deleteAfterDays?: number | undefined;
  readonly coldStorageAfterDays?: number | undefined;
  /** Whether EBS snapshots go to their archive tier when the others turn cold. */
  readonly archive: boolean;
}

/** A rule, as it is configured or as AWS Backup has it. */
export interface ComparedRule extends Lifecycle {
  readonly name: string;
  readonly vault: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly startWindowMinutes: number | undefined;
  readonly completionWindowMinutes: number | undefined;
  readonly continuous: boolean;
  readonly recoveryPointTags: Readonly<Record<string, string>>;
  readonly copies: readonly ComparedCopy[];
  readonly airGappedVaultArn?: string | undefined;
}

export interface ComparedCopy extends Lifecycle {
  readonly vaultArn: string;
}

/** A plan, as it is configured or as AWS Backup has it. */
export interface ComparedPlan {
  readonly windowsVss: boolean;
  readonly rules: readonly ComparedRule[];
}

/** Compares a plan and its rules with those that AWS Backup has under that name (N9). */
export function comparePlan(
  { region, name }: { readonly region: string; readonly name: string },
  configured: ComparedPlan,
  found: readonly ComparedPlan[],
): Comparison[] {
  const compare = comparer(region, `plan ${name}`);
  const [plan, ...more] = found;
  if (!plan) return [compare('plan', 'exists', NONE)];
  const unknown = plan.rules.filter((rule) => !configured.rules.some((other) => other.name === rule.name));
  return [
    // Two plans of one name back up everything twice.
    compare('plan', 'exists', more.length === 0 ? 'exists' : `${found.length} plans of this name`),
    compare('Windows VSS', onOff(configured.windowsVss), onOff(plan.windowsVss)),
    ...configured.rules.flatMap((rule) =>
      compareRule(
        comparer(region, `rule ${name}/${rule.name}`),
        rule,
        plan.rules.find((other) => other.name === rule.name),
      ),
    ),
    ...unknown.map((rule) => comparer(region, `rule ${name}/${rule.name}`)('rule', NONE, 'exists')),
  ];
}

function compareRule(compare: Compare, rule: ComparedRule, found: ComparedRule | undefined): Comparison[] {
  if (!found) return [compare('rule', 'exists', NONE)];
  const both = (setting: string, of: (one: ComparedRule) => string): Comparison =>
    compare(setting, of(rule), of(found));
  return [
    both('vault', ({ vault }) => vault),
    both('schedule', ({ schedule }) => schedule),
    both('time zone', ({ timezone }) => timezone),
    both('start window', ({ startWindowMinutes }) => minutes(startWindowMinutes)),
    both('completion window', ({ completionWindowMinutes }) => minutes(completionWindowMinutes)),
    both('lifecycle', lifecycle),
    both('continuous', ({ continuous }) => onOff(continuous)),
    both('copies', ({ copies }) => listed(copies.map((copy) => `${copy.vaultArn} ${lifecycle(copy)}`))),
    both('recovery point tags', ({ recoveryPointTags }) => pairs(recoveryPointTags)),
    both('air-gapped vault', ({ airGappedVaultArn }) => airGappedVaultArn ?? NONE),
  ];
}

function lifecycle({ deleteAfterDays, coldStorageAfterDays, archive }: Lifecycle): string {
  const cold = coldStorageAfterDays === undefined ? [] : [`cold after ${coldStorageAfterDays} days`];
  const kept = deleteAfterDays === undefined ? 'kept for ever' : `deleted after ${deleteAfterDays} days`;
  return [...cold, ...(archive ? ['archived'] : []), kept].join(', ');
}

function minutes(count: number | undefined): string {
  return count === undefined ? NONE : `${count} minutes`;
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
