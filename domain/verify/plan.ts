import { type Lifecycle, type Plan, type Rule, vaultArn } from '../backup/model';
import { comparer, listed, NONE, pairs, type Compare, type Comparison } from './comparison';

/** What AWS Backup returns of a plan. */
export type ComparedPlan = Pick<Plan, 'windowsVss' | 'rules'>;

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
    // Two plans with one name back up everything twice.
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

function compareRule(compare: Compare, rule: Rule, found: Rule | undefined): Comparison[] {
  if (!found) return [compare('rule', 'exists', NONE)];
  const both = (setting: string, of: (one: Rule) => string): Comparison => compare(setting, of(rule), of(found));
  return [
    both('vault', ({ vault }) => vault ?? NONE),
    both('schedule', ({ schedule }) => schedule ?? NONE),
    both('time zone', ({ timezone }) => timezone ?? NONE),
    both('start window', ({ startWindowMinutes }) => minutes(startWindowMinutes)),
    both('completion window', ({ completionWindowMinutes }) => minutes(completionWindowMinutes)),
    both('lifecycle', lifecycle),
    both('continuous', ({ continuous }) => onOff(continuous)),
    both('copies', ({ copies }) => listed(copies.map((copy) => `${vaultArn(copy)} ${lifecycle(copy)}`))),
    both('recovery point tags', ({ recoveryPointTags }) => pairs(recoveryPointTags)),
    both('air-gapped vault', ({ airGappedVaultArn }) => airGappedVaultArn ?? NONE),
  ];
}

function lifecycle({ deleteAfterDays, coldStorageAfterDays, archive }: Lifecycle): string {
  const cold = coldStorageAfterDays === undefined ? [] : [`cold after ${coldStorageAfterDays} days`];
  const kept = deleteAfterDays === undefined ? 'kept forever' : `deleted after ${deleteAfterDays} days`;
  return [...cold, ...(archive ? ['archived'] : []), kept].join(', ');
}

function minutes(count: number | undefined): string {
  return count === undefined ? NONE : `${count} minutes`;
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
