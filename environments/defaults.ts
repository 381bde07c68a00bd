import type { z } from 'zod';

import type { environmentFields } from './schema/environment';
import { completeState } from './state-bucket';

type Written = z.output<typeof environmentFields>;
type WrittenPlan = Written['backup']['plans'][number];
type WrittenRule = WrittenPlan['rules'][number];
type WrittenSelection = WrittenPlan['selections'][number];

/** Fills in what depends on other values: the regions, what a copy takes from its rule, what a vault tells about. */
export function complete(environment: Written) {
  const plans = environment.backup.plans.map((plan) => completePlan(plan, environment));
  const vaults = environment.backup.vaults.map((vault) => {
    const region = vault.region ?? environment.region;
    return { ...vault, region, notify: vault.notify ?? defaultEvents(vault.name, region, plans, environment) };
  });
  // One topic for every region that has a vault (N1), and one where the rest of the environment lives.
  const regions = [...new Set([environment.region, ...vaults.map(({ region }) => region)])].toSorted();
  return {
    ...environment,
    state: completeState(environment),
    iam: {
      ...environment.iam,
      permissionsBoundary: environment.iam.permissionsBoundary ?? (environment.bootstrap ? 'made-here' : 'none'),
    },
    notifications: { ...environment.notifications, regions },
    backup: { ...environment.backup, vaults, plans },
    ssmBackup: completeSsmBackup(environment),
  };
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
 * One tag beside resources means those of them that carry it: as a list of tags AWS Backup would add the two together.
 * Of several tags people have to say it.
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
    // Terraform would keep a copy without a lifecycle for ever, whatever its rule says.
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
