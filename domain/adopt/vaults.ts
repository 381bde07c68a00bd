import { vaultKeyNames, vaultKeyStatements } from '../backup/vault-key-policy';
import { vaultArn } from '../backup/model';
import { serializeStatement } from '../iam/serialize-statement';
import { accessOfPolicy } from './access-policy';
import type { AdoptContext, AdoptedPlan, AdoptedVault } from './adopted';
import type { AdoptableKey, AdoptableVault, FoundRegion } from './found';
import { type Exclusions, type Item, partKey, refusedItems } from './part';
import { hasStatements } from './same-statements';
import { alsoManaged, ownTags } from './tags';

export interface Mapped<T> {
  readonly values: readonly T[];
  readonly items: readonly Item[];
}

const OUTSIDE: Readonly<Record<Exclude<AdoptableVault['type'], 'vault'>, Pick<Item, 'reason' | 'remedy'>>> = {
  'air-gapped': {
    reason: 'a logically air-gapped vault: the configuration can name it as a target, and does not create it',
    remedy: 'name it in `airGappedVaultArn` of rules, or in `existingVaults` of the organization',
  },
  'restore-access': { reason: 'a restore access vault: AWS Backup shows recovery points of another account in it' },
};

/** Terraform removes tags that the configuration does not have. */
export const TAGS_UNREAD = {
  reason: 'its tags could not be read, and an apply would remove them',
  remedy: 'allow the denied action, and adopt again',
};

/** The vaults of a region that an environment can have. */
export function adoptableVaults(region: string, found: FoundRegion, excluded: Exclusions): Mapped<AdoptableVault> {
  const values: AdoptableVault[] = [];
  const items = found.vaults.flatMap((vault): Item[] => {
    const part = { kind: 'vault', region, name: vault.name } as const;
    if (vault.type !== 'vault') return [{ ...part, state: 'outside', ...OUTSIDE[vault.type] }];
    if (vault.name.startsWith('aws/')) {
      return [{ ...part, state: 'outside', reason: 'AWS manages it: only its service writes into it' }];
    }
    if (vault.unread.includes('tags')) return [{ ...part, state: 'outside', ...TAGS_UNREAD }];
    const refused = refusedItems(part, excluded);
    if (refused.length > 0) return refused;
    values.push(vault);
    return [{ ...part, state: 'taken over', ...alsoManaged(vault.tags) }];
  });
  return { values, items };
}

interface Around {
  readonly region: string;
  readonly keys: readonly AdoptableKey[];
  readonly plans: readonly AdoptedPlan[];
  readonly context: AdoptContext;
  readonly excluded: Exclusions;
  /** Whether every key could be read. */
  readonly keysRead: boolean;
  /** The topic of the region. */
  readonly topicArn: string;
}

/** A vault as an environment file has it, and what of it stays outside. */
export function mapVault(
  found: AdoptableVault,
  around: Around,
): { readonly value: AdoptedVault; readonly items: Item[] } {
  const { region, context, excluded, topicArn } = around;
  const { name } = found;
  const items: Item[] = [];
  /** A setting of the vault, unless a rule refuses it. */
  const unlessRefused = <T>(kind: Item['kind'], value: T | undefined): T | undefined => {
    const part = { kind, region, name };
    items.push(...refusedItems(part, excluded));
    return excluded.has(partKey(part)) ? undefined : value;
  };
  const key = keyOf(found, around);
  if (key.startsWith('arn:')) {
    items.push({ kind: 'key', region, name, state: 'referenced', reason: 'the key of the vault is not changed' });
  }
  const access = accessOf(found, around);
  if (found.accessPolicy !== undefined && access === undefined) {
    items.push({
      kind: 'access policy',
      region,
      name,
      state: 'outside',
      reason: 'it has statements that the configuration cannot express, and stays as it is',
      remedy: 'use `accessPolicy` for copies and against deletion, or keep managing the policy elsewhere',
    });
  }
  for (const kind of found.unread) {
    if (kind === 'tags') continue;
    const part = kind === 'notifications' ? kind : 'access policy';
    items.push({ kind: part, region, name, state: 'outside', reason: 'could not be read, and stays as it is' });
  }
  const topic = found.notifications?.topicArn;
  const published = found.unread.includes('notifications') ? undefined : (found.notifications?.events.toSorted() ?? []);
  const notify = unlessRefused('notifications', published) ?? 'unmanaged';
  const isOther = topic !== undefined && topic !== topicArn && notify !== 'unmanaged' && notify.length > 0;
  if (isOther) {
    const reason = `the topic of the vault is not changed: ${topic}`;
    items.push({ kind: 'topic', region, name, state: 'referenced', reason });
  }
  const lock = unlessRefused('lock', lockOf(found));
  const isUnread = found.unread.includes('accessPolicy');
  const other = isUnread || found.accessPolicy !== undefined ? 'unmanaged' : undefined;
  const accessPolicy = unlessRefused('access policy', access) ?? other;
  return {
    items,
    value: {
      name,
      region,
      key,
      ...(lock === undefined ? {} : { lock }),
      ...(accessPolicy === undefined ? {} : { accessPolicy }),
      notify,
      ...(isOther ? { topicArn: topic } : {}),
      tags: ownTags(found.tags, context),
    },
  };
}

/** AWS does not return the grace period of a compliance lock: Terraform must not write one, or it would replace the lock. */
function lockOf({ lock }: AdoptableVault): AdoptedVault['lock'] {
  if (!lock) return undefined;
  const { mode, minRetentionDays, maxRetentionDays } = lock;
  const days = {
    ...(minRetentionDays === undefined ? {} : { minRetentionDays }),
    ...(maxRetentionDays === undefined ? {} : { maxRetentionDays }),
  };
  return mode === 'compliance' ? { mode, ...days, changeableForDays: 'set-before' } : { mode, ...days };
}

function accessOf({ name, accessPolicy }: AdoptableVault, { region, context: { accountId } }: Around) {
  return accessPolicy === undefined
    ? undefined
    : accessOfPolicy(accessPolicy, vaultArn({ vault: name, region, accountId }));
}

/** A key of AWS, the vault's own key as its stack would create it, or the ARN of any other key. */
function keyOf(
  { name, keyArn }: AdoptableVault,
  { keys, keysRead, plans, region, context: { accountId } }: Around,
): string {
  if (keyArn === undefined) return 'aws-managed';
  const key = keys.find(({ arn }) => arn === keyArn);
  const isOwnKey = keyArn.startsWith(`arn:aws:kms:${region}:${accountId}:`);
  // Without a key in the configuration, Terraform leaves the vault as it is, also if its key was deleted.
  if (key?.manager === 'AWS' || key?.aliases.includes('alias/aws/backup') || (!key && isOwnKey && keysRead))
    return 'aws-managed';
  const rules = plans.filter((plan) => plan.region === region).flatMap((plan) => plan.rules);
  const copies = rules.filter(({ vault }) => vault === name).flatMap((rule) => rule.copies);
  const targets = [...new Set(copies.map((copy) => copy.accountId).filter((target) => target !== accountId))];
  const isOwn =
    key?.aliases.includes(vaultKeyNames(name).alias) === true &&
    key.state === 'Enabled' &&
    key.isRotated === true &&
    hasStatements(key.policy, vaultKeyStatements(accountId, targets).map(serializeStatement));
  return isOwn ? 'customer-managed' : keyArn;
}
