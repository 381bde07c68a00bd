import { type Lock, type Vault, vaultArn } from '../backup/model';
import { vaultAccessStatements } from '../backup/vault-access-statements';
import { comparer, listed, NONE, unmanaged, type Compare, type Comparison } from './comparison';
import { comparePolicy } from './policy';

/** A vault as AWS Backup describes it. */
export interface FoundVault {
  readonly keyArn: string | undefined;
  readonly lock: Lock | undefined;
  /** Undefined when the vault publishes no events. */
  readonly notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  /** JSON. */
  readonly accessPolicy: string | undefined;
}

/** Compares a vault with what AWS Backup has (N9). */
export function compareVault(
  vault: Vault,
  found: FoundVault | undefined,
  { accountId, topicArn }: { readonly accountId: string; readonly topicArn: string },
): Comparison[] {
  const { name, region } = vault;
  const compare = comparer(region, `vault ${name}`);
  if (!found) return [compare('vault', 'exists', NONE)];
  const arn = vaultArn({ vault: name, region, accountId });
  return [
    compare('vault', 'exists', 'exists'),
    keyOf(vault, found, compare),
    compare('lock', lockText(vault.lock), lockText(found.lock)),
    ...notificationsOf(vault, found, compare, topicArn),
    ...policyOf(vault, found, compare, arn),
  ];
}

function notificationsOf({ notify }: Vault, found: FoundVault, compare: Compare, topicArn: string): Comparison[] {
  const { topicArn: foundTopicArn = NONE, events = [] } = found.notifications ?? {};
  if (notify === 'unmanaged') return [unmanaged(compare, 'notifications', listed(events))];
  return [
    compare('notified events', listed(notify), listed(events)),
    compare('notification topic', notify.length === 0 ? NONE : topicArn, foundTopicArn),
  ];
}

function policyOf({ accessPolicy }: Vault, found: FoundVault, compare: Compare, arn: string): Comparison[] {
  if (accessPolicy !== 'unmanaged') {
    return comparePolicy(compare, accessPolicy ? vaultAccessStatements(accessPolicy, arn) : [], found.accessPolicy);
  }
  return [unmanaged(compare, 'policy', found.accessPolicy === undefined ? NONE : 'exists')];
}

/** AWS Backup returns only the ARN of a key, which does not show who manages it. */
function keyOf({ key }: Vault, { keyArn = NONE }: FoundVault, compare: Compare): Comparison {
  if (key.startsWith('arn:')) return compare('key', key, keyArn);
  return { ...compare('key', key, keyArn), state: 'not compared' };
}

/** A lock as text; the grace period of a compliance lock is not compared. */
export function lockText(lock: Lock | undefined): string {
  if (!lock) return NONE;
  const { mode, minRetentionDays = 1, maxRetentionDays } = lock;
  const days =
    maxRetentionDays === undefined ? `${minRetentionDays} or more` : `${minRetentionDays} to ${maxRetentionDays}`;
  return `${mode}, ${days} days`;
}
