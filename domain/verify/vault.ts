import { vaultAccessStatements, type VaultAccess } from '../backup/vault-access-statements';
import { comparer, listed, NONE, type Compare, type Comparison } from './comparison';
import { comparePolicy } from './policy';

export type LockMode = 'governance' | 'compliance';

/** A vault as it is configured. */
export interface ConfiguredVault {
  readonly name: string;
  readonly region: string;
  /** `aws-managed`, `customer-managed` or an ARN. */
  readonly key: string;
  readonly lock?: LockDays | undefined;
  readonly accessPolicy?: VaultAccess | undefined;
  /** The events that the topic is told. */
  readonly notify: readonly string[];
}

export interface LockDays {
  readonly mode: LockMode;
  readonly minRetentionDays?: number | undefined;
  readonly maxRetentionDays?: number | undefined;
}

/** A vault as AWS Backup describes it. */
export interface FoundVault {
  readonly keyArn: string | undefined;
  readonly lock: LockDays | undefined;
  /** Undefined: nobody is told. */
  readonly notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  /** JSON. */
  readonly accessPolicy: string | undefined;
}

/** Compares a vault with what AWS Backup has (N9). */
export function compareVault(
  vault: ConfiguredVault,
  found: FoundVault | undefined,
  { accountId, topicArn }: { readonly accountId: string; readonly topicArn: string },
): Comparison[] {
  const { name, region, notify, accessPolicy } = vault;
  const compare = comparer(region, `vault ${name}`);
  if (!found) return [compare('vault', 'exists', NONE)];
  const vaultArn = `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
  const statements = accessPolicy ? vaultAccessStatements(accessPolicy, vaultArn) : [];
  const { notifications } = found;
  return [
    compare('vault', 'exists', 'exists'),
    keyOf(vault, found, compare),
    compare('lock', lockText(vault.lock), lockText(found.lock)),
    compare('events told', listed(notify), listed(notifications?.events ?? [])),
    compare('topic told', notify.length === 0 ? NONE : topicArn, notifications?.topicArn ?? NONE),
    ...comparePolicy(compare, statements, found.accessPolicy),
  ];
}

/** AWS Backup names a key by its ARN only, which does not say whose it is. */
function keyOf({ key }: ConfiguredVault, { keyArn = NONE }: FoundVault, compare: Compare): Comparison {
  if (key.startsWith('arn:')) return compare('key', key, keyArn);
  return { ...compare('key', key, keyArn), state: 'not compared' };
}

function lockText(lock: LockDays | undefined): string {
  if (!lock) return NONE;
  const { mode, minRetentionDays = 1, maxRetentionDays } = lock;
  const days =
    maxRetentionDays === undefined ? `${minRetentionDays} or more` : `${minRetentionDays} to ${maxRetentionDays}`;
  return `${mode}, ${days} days`;
}
