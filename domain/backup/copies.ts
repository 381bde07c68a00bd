import { type Finding, refusal } from '../finding';
import { defaultVault, type KnownVault, type VaultContext } from './known-vaults';
import { retentionOutsideLock } from './lock';
import type { PlacedCopy, VaultLocation } from './model';
import { vaultMissing } from './own-vaults';
import type { WrittenRule } from './written-rule';

/** The copies of a rule: each goes into another vault, which exists and allows it. */
export function copyFindings(rule: WrittenRule): Finding[] {
  const targets = rule.copies.map(({ value }) => targetOf(value, rule.vaults));
  return rule.copies.flatMap((copy, index) => {
    const target = targets[index];
    // The linter reports what is not the ARN of a vault.
    if (!target || target.region === '') return [];
    if (targets.findIndex((other) => isSame(other, target)) < index) return [copiedTwice(target, copy)];
    if (rule.own.some((vault) => isSame(vault, target))) return [copiesIntoItself(target, copy)];
    return isCrossAccount(target, rule.vaults)
      ? crossAccount(target, copy, rule.vaults)
      : intoVault(target, copy, rule.vaults);
  });
}

/** Where a copy goes: `$account` is the account that is backed up. */
export function targetOf(
  { vault, region, accountId }: VaultLocation,
  { accountId: own }: Pick<VaultContext, 'accountId'>,
): VaultLocation {
  return { vault, region, accountId: accountId.startsWith('$') ? (own ?? '$account') : accountId };
}

/** Whether a copy goes to another account. A policy by itself applies to many accounts, of which one can be the target. */
export function isCrossAccount({ accountId }: VaultLocation, { accountId: own }: VaultContext): boolean {
  return accountId !== (own ?? '$account');
}

function isSame(one: VaultLocation, other: VaultLocation): boolean {
  return one.vault === other.vault && one.region === other.region && one.accountId === other.accountId;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html */
function crossAccount(target: VaultLocation, copy: PlacedCopy, context: VaultContext): Finding[] {
  const { accountId } = target;
  const path = copy.at('target');
  if (context.organization?.accounts.has(accountId) === false) {
    return [
      refusal({
        rule: 'copy-outside-organization',
        path,
        message: `copies to account ${accountId}, which is not in the organization: AWS Backup copies only between accounts of one organization`,
        remedy: 'copy to an account of the organization, or add the account to the tree of organization.ts',
      }),
    ];
  }
  const off =
    context.organization?.crossAccountBackup === false
      ? [
          refusal({
            rule: 'cross-account-backup-off',
            path,
            message: `copies to account ${accountId}, but globalSettings.crossAccountBackup of the organization is off: every copy would fail`,
            remedy: 'set globalSettings.crossAccountBackup of organization.ts to true, or copy within the account',
          }),
        ]
      : [];
  // Every account has it. Its key is reported with those of other vaults.
  if (defaultVault(target)) return off;
  const known = context.vaultAt(target);
  return [...off, ...intoVault(target, copy, context), ...(known ? copyNotAdmitted(known, path, context) : [])];
}

function intoVault(target: VaultLocation, { value, at }: PlacedCopy, context: VaultContext): Finding[] {
  const vault = context.vaultAt(target);
  return vault ? retentionOutsideLock(value, at, vault) : vaultMissing(target, context, at);
}

function copyNotAdmitted({ name, owner, admits }: KnownVault, path: string, context: VaultContext): Finding[] {
  const { accountId, source } = context;
  if (admits === undefined || accountId === undefined || admits(accountId)) return [];
  return [
    refusal({
      rule: 'copy-not-admitted',
      path,
      message: `vault ${name} of ${owner} accepts no copies from ${source}`,
      remedy: `add ${source} to accessPolicy.copiesFromAccounts of that vault`,
    }),
  ];
}

function copiedTwice({ vault, region, accountId }: VaultLocation, { at }: PlacedCopy): Finding {
  return refusal({
    rule: 'copy-twice',
    path: at('target'),
    message: `copies twice into vault ${vault} in ${region} of account ${accountId}`,
    remedy: 'remove one of the copies',
  });
}

function copiesIntoItself({ vault, region }: VaultLocation, { at }: PlacedCopy): Finding {
  return refusal({
    rule: 'copy-into-itself',
    path: at('target'),
    message: `copies into vault ${vault} in ${region}, which the rule itself writes to`,
    remedy: 'copy to another region or account, or remove the copy',
  });
}
