import { MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP } from '../backup/lifecycle';
import { type Lifecycle, type Rule, type VaultLocation, vaultOfArn } from '../backup/model';
import type { ResourceType } from '../backup/resource-types';
import type { Place } from './model';

/** A place in which a rule keeps recovery points of a type. */
export interface RulePlace extends VaultLocation, Pick<Lifecycle, 'deleteAfterDays' | 'coldStorageAfterDays'> {
  readonly place: Exclude<Place, 'restore'>;
}

/** Where the plan runs. */
interface Home {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The places of a rule. A rule with an air-gapped vault keeps nothing in its own vault: AWS Backup writes to the air-gapped
 * one, or deletes what it copied from.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */
export function placesOf(rule: Rule, type: ResourceType, home: Home): RulePlace[] {
  const copies = rule.copies.map((copy) => ({
    place: 'copy' as const,
    ...located(copy, home),
    ...lifecycleOf(copy, type),
  }));
  return [...primary(rule, type, home), ...copies];
}

function primary(rule: Rule, type: ResourceType, home: Home): RulePlace[] {
  const { vault, airGappedVaultArn, deleteAfterDays, continuous } = rule;
  if (airGappedVaultArn !== undefined) {
    return [{ place: 'air-gapped', ...located(vaultOfArn(airGappedVaultArn), home), deleteAfterDays }];
  }
  if (vault === undefined) return [];
  const location = { vault, ...home };
  if (!continuous || !type.pointInTime) return [{ place: 'vault', ...location, ...lifecycleOf(rule, type) }];
  const days = Math.min(deleteAfterDays ?? Infinity, MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP);
  return [{ place: 'continuous', ...location, deleteAfterDays: days }];
}

/** Only some types move to cold storage. */
function lifecycleOf(
  { deleteAfterDays, coldStorageAfterDays, archive }: Lifecycle,
  { coldStorage }: ResourceType,
): Pick<Lifecycle, 'deleteAfterDays' | 'coldStorageAfterDays'> {
  const turnsCold = coldStorage === 'yes' || (coldStorage === 'archive' && archive);
  return turnsCold ? { deleteAfterDays, coldStorageAfterDays } : { deleteAfterDays };
}

/** Policies can leave the account and the region to AWS Backup, with `$account`. */
function located({ vault, region, accountId }: VaultLocation, home: Home): VaultLocation {
  return {
    vault,
    region: isGiven(region) ? region : home.region,
    accountId: isGiven(accountId) ? accountId : home.accountId,
  };
}

function isGiven(text: string): boolean {
  return text !== '' && !text.startsWith('$');
}
