import type { Lock } from '../backup/model';
import { isObject, type JsonObject, jsonText } from '../json-object';
import { comparer, type Comparison, NONE } from './comparison';
import { compareStatements, statementsOf } from './policy';
import { type FoundVault, lockText } from './vault';

/**
 * Compares a vault of a template, without its intrinsic functions, with AWS Backup's.
 * @param keyArn the key that the template creates for it, or undefined if it has none or no such key was found
 */
export function compareTemplateVault(
  region: string,
  properties: JsonObject,
  found: FoundVault | undefined,
  keyArn: string | undefined,
): Comparison[] {
  const { BackupVaultName, EncryptionKeyArn: key, LockConfiguration, AccessPolicy } = properties;
  const compare = comparer(region, `vault ${jsonText(BackupVaultName)}`);
  if (!found) return [compare('vault', 'exists', NONE)];
  const foundKey = found.keyArn ?? NONE;
  const expectedKey = typeof key === 'string' ? key : keyArn;
  return [
    compare('vault', 'exists', 'exists'),
    expectedKey === undefined
      ? { ...compare('key', key === undefined ? 'aws-managed' : 'a key of its own', foundKey), state: 'not compared' }
      : compare('key', expectedKey, foundKey),
    compare('lock', lockText(lockOf(LockConfiguration)), lockText(found.lock)),
    ...compareStatements(compare, statementsOf(AccessPolicy), found.accessPolicy),
  ];
}

function lockOf(configuration: unknown): Lock | undefined {
  if (!isObject(configuration)) return undefined;
  const { MinRetentionDays, MaxRetentionDays, ChangeableForDays } = configuration;
  const days = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
  return {
    mode: ChangeableForDays === undefined ? 'governance' : 'compliance',
    minRetentionDays: days(MinRetentionDays),
    maxRetentionDays: days(MaxRetentionDays),
  };
}
