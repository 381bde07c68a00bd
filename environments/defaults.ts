import type { z } from 'zod';

import type { environmentFields } from './schema/environment';
import { completeState } from './state-bucket';

type Written = z.output<typeof environmentFields>;
type WrittenPlan = Written['backup']['plans'][number];
type WrittenRule = WrittenPlan['rules'][number];
type WrittenSelection = WrittenPlan['selections'][number];

/** Fills in defaults that depend on other values: regions, time zones, the retention of copies, the events of vaults. */
export function complete(environment: Written) {
  const plans = environment.backup.plans.map((plan) => completePlan(plan, environment));
  const vaults = environment.backup.vaults.map((vault) => {
    const region = vault.region ?? environment.region;
    return { ...vault, region, notify: vault.notify ?? defaultEvents(vault.name, region, plans, environment) };
  });
  // One topic for every region that has a vault (N1), and one in the environment's region.
  const regions = [...new Set([environment.region, ...vaults.map(({ region }) => region)])].toSorted();
  const createdIn = regions.filter((region) => topicNeeded(region, vaults, environment));
  return {
    ...environment,
    state: completeState(environment),
    iam: {
      ...environment.iam,
      permissionsBoundary: environment.iam.permissionsBoundary ?? (environment.bootstrap ? 'made-here' : 'none'),
    },
    notifications: { ...environment.notifications, regions, createdIn },
    backup: { ...environment.backup, vaults, plans },
    ssmBackup: completeSsmBackup(environment),
  };
}

/** A topic is not created where it exists, or where every vault has a topic of its own and nothing else publishes. */
function topicNeeded(
  region: string,
  vaults: readonly { readonly region: string; readonly topicArn?: string }[],
  { region: home, notifications, ssmBackup }: Written,
): boolean {
  if (notifications.topicArns[region as Written['region']] !== undefined) return false;
  if (region === home && ssmBackup !== 'none') return true;
  const here = vaults.filter((vault) => vault.region === region);
  return here.length === 0 || here.some(({ topicArn }) => topicArn === undefined);
}

function completePlan(plan: WrittenPlan, environment: Written) {
  const region = plan.region ?? environment.region;
  return {
    ...plan,
    region,
    rules: plan.rules.map((rule) => ({
      ...rule,
      timezone: rule.timezone ?? environment.timezone,
      copies: completeCopies(rule, region, environment),
    })),
    selections: plan.selections.map((selection) => ({ ...selection, match: completeMatch(selection) })),
  };
}

/**
 * One tag together with resources selects the resources that have the tag. As a list of tags, AWS Backup would combine both.
 * For several tags, the file must define it.
 */
function completeMatch({ tags, match, resources }: WrittenSelection): WrittenSelection['match'] {
  if (match !== undefined || Object.values(tags).flat().length > 1) return match;
  return resources.length > 0 ? 'all' : 'any';
}

function completeCopies(rule: WrittenRule, region: Written['region'], { accountId }: Written) {
  return rule.copies.map((copy) => ({
    ...copy,
    region: copy.region ?? region,
    accountId: copy.accountId ?? accountId,
    // Without a lifecycle of its own, a copy would never expire, whatever the rule says.
    deleteAfterDays: copy.deleteAfterDays ?? rule.deleteAfterDays,
  }));
}

function completeSsmBackup({ ssmBackup, timezone }: Written) {
  if (ssmBackup === 'none') return ssmBackup;
  return { ...ssmBackup, window: { ...ssmBackup.window, timezone: ssmBackup.window.timezone ?? timezone } };
}

type CompletedPlan = ReturnType<typeof completePlan>;

function defaultEvents(
  vault: string,
  region: string,
  plans: readonly CompletedPlan[],
  { accountId }: Written,
): string[] {
  const takesPartInCopy = plans.some((plan) =>
    plan.rules.some(
      (rule) =>
        (rule.vault === vault && plan.region === region && rule.copies.length > 0) ||
        rule.copies.some((copy) => copy.vault === vault && copy.region === region && copy.accountId === accountId),
    ),
  );
  return takesPartInCopy ? ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'] : ['BACKUP_JOB_COMPLETED'];
}
