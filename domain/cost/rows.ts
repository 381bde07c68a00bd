import { typesOf } from '../backup/cold-storage';
import type { Plan, Rule } from '../backup/model';
import { type ResourceType, RESOURCE_TYPES } from '../backup/resource-types';
import { groupedBy } from '../grouped-by';
import { nextTwoRuns } from '../schedule/read-schedule';
import { DEFAULT_SCHEDULE } from '../schedule/rule-runs';
import { type ChainOptions, type ChainRule, type ChainUse, chainUse, DAYS_OF_MONTH } from './chain';
import { type CostAccount, type CostRow, type DeclaredSize, NOTHING, rounded } from './model';
import { placesOf, type RulePlace } from './places';

/** What every rule stores and transfers in an average month, for every declared size. */
export function costRows(accounts: readonly CostAccount[], now: Date): CostRow[] {
  const uses = new Map<string, readonly ChainUse[]>();
  const useOf: UseOf = (rules, options) => {
    const key = JSON.stringify([rules, options]);
    const known = uses.get(key) ?? chainUse(rules, options, now);
    uses.set(key, known);
    return known;
  };
  return accounts.flatMap((account) => account.sizes.flatMap((size) => rowsOf(account, size, { now, useOf })));
}

type UseOf = (rules: readonly ChainRule[], options: ChainOptions) => readonly ChainUse[];

interface Context {
  readonly now: Date;
  readonly useOf: UseOf;
}

interface Kept {
  readonly plan: string;
  readonly rule: Rule;
  readonly kept: RulePlace;
}

function rowsOf(account: CostAccount, size: DeclaredSize, context: Context): CostRow[] {
  const type = RESOURCE_TYPES.find(({ name }) => name === size.type);
  if (!type) return [];
  const home = { region: size.region, accountId: account.accountId };
  const all = plansOf(account, size).flatMap(({ name, rules }) =>
    rules.flatMap((rule) => placesOf(rule, type, home).map((kept): Kept => ({ plan: name, rule, kept }))),
  );
  const rowOf = ({ plan, rule, kept }: Kept): CostRow => ({
    owner: account.owner,
    source: account.accountId,
    sourceRegion: size.region,
    plan,
    rule: rule.name,
    place: kept.place,
    account: kept.accountId,
    region: kept.region,
    vault: kept.vault,
    size: size.name,
    type: type.name,
    keptForever: kept.deleteAfterDays === undefined,
    ...NOTHING,
  });
  const chains = groupedBy(
    all.filter(({ kept }) => kept.place !== 'continuous'),
    ({ kept }) => chainOf(kept, type),
  );
  const rows = [...chains.values()].flatMap((chain) => chainRows(chain, type, size, { ...context, rowOf }));
  const continuous = all.filter(({ kept }) => kept.place === 'continuous');
  return [
    ...rows,
    ...continuous.map((one) => ({ ...rowOf(one), ...continuousUse(one, size, context.now) })),
    ...(all.length > 0 ? restores(account, size, type) : []),
  ];
}

/**
 * Which recovery points store only what has changed since each other: those in a vault; backups, not copies, of a type that
 * AWS Backup does not fully manage: those in the account and region.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup.html#incremental-backup-works
 */
function chainOf({ place, accountId, region, vault }: RulePlace, { encryptedBy }: ResourceType): string {
  const isByVault = place !== 'vault' || encryptedBy === 'vault';
  return JSON.stringify(isByVault ? [accountId, region, vault] : [accountId, region]);
}

/** The plans that back this up. */
export function plansOf({ plans, optedIn }: CostAccount, { region, type, plan, selection }: DeclaredSize): Plan[] {
  return plans.filter(({ name, regions, selections }) => {
    if ((plan !== undefined && plan !== name) || !regions.includes(region)) return false;
    const chosen = selections.filter((one) => selection === undefined || one.name === selection);
    return typesOf(chosen, optedIn(region)).some((reached) => reached.name === type);
  });
}

function chainRows(
  chain: readonly Kept[],
  type: ResourceType,
  { sizeGb, dailyChangePercent, region }: DeclaredSize,
  { useOf, rowOf }: Context & { readonly rowOf: (kept: Kept) => CostRow },
): CostRow[] {
  const isArchive = type.coldStorage === 'archive';
  const rules = chain.map(({ rule: { schedule = DEFAULT_SCHEDULE, timezone = 'UTC' }, kept }) => ({
    schedule,
    timezone,
    deleteAfterDays: kept.deleteAfterDays,
    coldStorageAfterDays: kept.coldStorageAfterDays,
  }));
  const options = {
    dailyChange: dailyChangePercent / 100,
    incremental: type.incremental ?? false,
  };
  const uses = useOf(rules, options);
  return chain.map((one, index) => {
    const { warm = 0, cold = 0, created = 0, earlyDeletion = 0 } = uses[index] ?? {};
    return {
      ...rowOf(one),
      warmGbMonths: rounded(sizeGb * warm),
      [isArchive ? 'archiveGbMonths' : 'coldGbMonths']: rounded(sizeGb * cold),
      earlyDeletionGbMonths: rounded(sizeGb * earlyDeletion),
      createdGb: rounded(sizeGb * created),
      transferredGb: one.kept.region === region ? 0 : rounded(sizeGb * created),
    };
  });
}

/** A continuous backup is complete, and has every change of its retention. */
function continuousUse({ rule, kept }: Kept, { sizeGb, dailyChangePercent }: DeclaredSize, now: Date) {
  const { schedule = DEFAULT_SCHEDULE, timezone } = rule;
  const runs = nextTwoRuns({ schedule, timezone }, now) ?? [];
  if (runs.length === 0) return {};
  const changed = sizeGb * (dailyChangePercent / 100);
  return {
    warmGbMonths: rounded(sizeGb + changed * (kept.deleteAfterDays ?? 0)),
    createdGb: rounded(changed * DAYS_OF_MONTH),
  };
}

function restores({ owner, accountId }: CostAccount, size: DeclaredSize, { name }: ResourceType): CostRow[] {
  if (size.restoredGbPerMonth === undefined) return [];
  return [
    {
      owner,
      source: accountId,
      sourceRegion: size.region,
      plan: '',
      rule: '',
      place: 'restore',
      account: accountId,
      region: size.region,
      vault: '',
      size: size.name,
      type: name,
      keptForever: false,
      ...NOTHING,
      restoredGb: size.restoredGbPerMonth,
    },
  ];
}
