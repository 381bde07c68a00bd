import { groupedBy } from '../grouped-by';
import type { ReportData, Store } from './data';

/** What is gone: a whole account, or a region in every account. */
export type Lost = { readonly account: string } | { readonly region: string };

/** What a rule of an account loses, for the resources in one region. */
export interface Loss {
  /** Accounts that lose the same, as indexes into {@link ReportData.accounts}. */
  readonly accounts: readonly number[];
  readonly plan: number;
  readonly rule: string;
  readonly home: string;
  readonly gone: readonly Store[];
  /** A copy with problems may not exist. */
  readonly remaining: readonly Store[];
}

/** What would be lost with an account or a region, and what would remain. Rules that lose nothing are left out. */
export function lossesOf(
  { accounts, profiles, plans }: Pick<ReportData, 'accounts' | 'profiles' | 'plans'>,
  lost: Lost,
): Loss[] {
  const profileOf = (index: number): number => accounts[index]?.[3] ?? -1;
  const itself = 'account' in lost ? accounts.findIndex(([id]) => id === lost.account) : -1;
  const others = groupedBy(
    [...accounts.keys()].filter((index) => index !== itself),
    profileOf,
  );
  return [
    ...(itself === -1 ? [] : ofProfile(profileOf(itself), [itself], true)),
    ...[...others].flatMap(([profile, indexes]) => ofProfile(profile, indexes, false)),
  ];

  function ofProfile(profile: number, indexes: readonly number[], isLost: boolean): Loss[] {
    return (profiles[profile]?.plans ?? []).flatMap((plan) =>
      (plans[plan]?.rules ?? []).flatMap(({ name: rule, stores }) =>
        [...new Set(stores.map(({ home }) => home))].flatMap((home): Loss[] => {
          const own = stores.filter((store) => store.home === home);
          const gone = own.filter((store) => isGone(store, lost, isLost));
          if (gone.length === 0) return [];
          return [
            { accounts: indexes, plan, rule, home, gone, remaining: own.filter((store) => !gone.includes(store)) },
          ];
        }),
      ),
    );
  }
}

function isGone({ region, account }: Store, lost: Lost, isLost: boolean): boolean {
  if ('region' in lost) return region === lost.region;
  return account === '' ? isLost : account === lost.account;
}
