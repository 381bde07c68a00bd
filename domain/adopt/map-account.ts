import type { EnvironmentNames } from '../names';
import type { AdoptContext, AdoptedPlan, AdoptedSettings } from './adopted';
import { eventRuleItems } from './event-rules';
import type { FoundAccount } from './found';
import { type Exclusions, type Item } from './part';
import { isOfService, mapPlans } from './plans';
import { mapRegionSettings } from './region-settings';
import { mapRoles, missingRoles } from './roles';
import { mapSsmBackup } from './ssm-backup';
import { sharedTags } from './tags';
import { mapTopics } from './topics';
import { adoptableVaults, mapVault } from './vaults';

export interface MappedAccount {
  readonly settings: AdoptedSettings;
  readonly items: readonly Item[];
}

/**
 * An account as settings of an environment (X1). What a stack would create in the same way is taken over; what others may
 * also use, or what the configuration cannot express, is referenced by its ARN or stays outside.
 *
 * @param excluded parts that a rule refuses, with its findings
 */
export function mapAccount(
  account: FoundAccount,
  { tags: common, ...around }: AdoptContext,
  names: EnvironmentNames,
  excluded: Exclusions = new Map(),
): MappedAccount {
  const regions = Object.entries(account.regions).toSorted(([a], [b]) => byHome(around.region)(a, b));
  const vaults = regions.map(([region, found]) => ({ region, found, ...adoptableVaults(region, found, excluded) }));
  const ofAccount = regions.flatMap(([, found]) => found.plans.filter((plan) => !isOfService(plan)));
  const tagged = [...vaults.flatMap(({ values }) => values), ...ofAccount].map(({ tags }) => tags);
  const context = { ...around, tags: { ...common, ...sharedTags(tagged) } };
  const used = ofAccount.flatMap(({ selections }) => selections.map((selection) => selection.roleArn));
  const roles = mapRoles(account, used, names, context);
  const { backupRoleArn: roleArn } = roles;
  const adoptable = Object.fromEntries(
    vaults.map(({ region, values }) => [region, new Set(values.map(({ name }) => name))]),
  );
  const plans = vaults.map(({ region, found }) =>
    mapPlans({ region, found, vaults: adoptable, context, excluded, roleArn }),
  );
  const written = plans.flatMap(({ values }): readonly AdoptedPlan[] => values);
  const withVaults = vaults.filter(({ values }) => values.length > 0).map(({ region }) => region);
  const topics = mapTopics({
    account,
    context,
    regions: [...new Set([context.region, ...withVaults])],
    excluded,
    // The function that publishes to the topic of its region.
    publisherRoles: [names.agentCheckRole],
  });
  const keysRead = !account.denied.some(({ action }) => action.startsWith('kms:'));
  const shared = { plans: written, context, excluded, keysRead };
  const mapped = vaults.flatMap(({ region, found: { keys }, values }) =>
    values.map((vault) => mapVault(vault, { ...shared, region, keys, topicArn: topics.topicArn(region) })),
  );
  const regionSettings = mapRegionSettings(account, context, excluded);
  const ssm = mapSsmBackup({ account, context, names, excluded });
  return {
    settings: {
      tags: context.tags,
      iam: roles.iam,
      notifications: topics.notifications,
      backup: {
        vaults: mapped.map(({ value }) => value).toSorted(byName),
        plans: written.toSorted(byName),
        regionSettings: regionSettings.values,
      },
      ssmBackup: ssm.ssmBackup,
    },
    items: [
      ...[...vaults, ...mapped, ...plans, roles, topics, regionSettings, ssm].flatMap(
        (one): readonly Item[] => one.items,
      ),
      ...missingRoles(account, used, written),
      ...eventRuleItems(account),
    ],
  };
}

/** The region of the environment first. */
const byHome =
  (home: string) =>
  (a: string, b: string): number =>
    Number(b === home) - Number(a === home) || (a < b ? -1 : 1);

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  Number(a.name > b.name) - Number(a.name < b.name);
