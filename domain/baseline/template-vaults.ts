import { vaultAccessStatements } from '../backup/vault-access-statements';
import { copiesFromOrganization, vaultKeyNames, vaultKeyStatements } from '../backup/vault-key-policy';
import type { JsonObject } from '../json-object';
import type { BaselineVault, MemberBaseline } from './member-baseline';
import { ACCOUNT, logicalId, type NamedResource, policyDocument, retained, tagList } from './template-resource';

/** The shared keys of vaults, by region. A mapping has a value in every region. */
const KEYS = 'SharedKeys';
const NO_KEY = 'aws-managed';

const vaultId = ({ name }: BaselineVault): string => logicalId('Vault', name);
const keyId = ({ name }: BaselineVault): string => logicalId('Key', name);
const copyCondition = ({ name }: BaselineVault): string => logicalId('CopiedInto', name);
const keyCondition = ({ name }: BaselineVault): string => logicalId('HasKey', name);

/** The parts of a template that the vaults need. */
export function vaultParts({ vaults, regions, tags }: MemberBaseline) {
  const isShared = (vault: BaselineVault): boolean => regions.some((region) => sharedKey(vault, region) !== undefined);
  const isEverywhere = (vault: BaselineVault): boolean =>
    regions.every((region) => sharedKey(vault, region) !== undefined);
  const shared = vaults.filter(isShared);
  const byVault = (region: string) =>
    Object.fromEntries(shared.map((vault) => [vaultId(vault), sharedKey(vault, region) ?? NO_KEY]));
  const hasKey = (vault: BaselineVault) => ({ 'Fn::Not': [{ 'Fn::Equals': [keyInMapping(vault), NO_KEY] }] });
  const encryption = (vault: BaselineVault): JsonObject | undefined => {
    if (vault.key === 'customer-managed') return { 'Fn::GetAtt': [keyId(vault), 'Arn'] };
    if (!isShared(vault)) return undefined;
    if (isEverywhere(vault)) return keyInMapping(vault);
    return { 'Fn::If': [keyCondition(vault), keyInMapping(vault), { Ref: 'AWS::NoValue' }] };
  };
  return {
    mappings:
      shared.length === 0
        ? {}
        : { [KEYS]: Object.fromEntries(regions.map((region) => [region, byVault(region)] as const)) },
    conditions: Object.fromEntries([
      ...shared.filter((vault) => !isEverywhere(vault)).map((vault) => [keyCondition(vault), hasKey(vault)] as const),
      ...vaults.filter(isCopiedInto).map((vault) => [copyCondition(vault), isAnyOf(vault.copiedInto)] as const),
    ]),
    resources: vaults.flatMap((vault): NamedResource[] => [
      ...(vault.key === 'customer-managed' ? keyResources(vault, tags) : []),
      vaultResource(vault, encryption(vault), tags),
    ]),
  };
}

/** The shared key of a vault in a region, if it has one there. */
function sharedKey({ key }: BaselineVault, region: string): string | undefined {
  const found = typeof key === 'string' ? key : key[region];
  return found?.startsWith('arn:') === true ? found : undefined;
}

function keyInMapping(vault: BaselineVault): JsonObject {
  return { 'Fn::FindInMap': [KEYS, { Ref: 'AWS::Region' }, vaultId(vault)] };
}

/** Whether its own key must allow accounts of the organization, in some accounts. */
function isCopiedInto({ key, access, copiedInto }: BaselineVault): boolean {
  return key === 'customer-managed' && access.copiesFromOrganization !== undefined && copiedInto.length > 0;
}

/** CloudFormation accepts 2 to 10 conditions at once. */
function isAnyOf(accounts: readonly string[]): JsonObject {
  const [first, ...others] = accounts;
  const isFirst = { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, first] };
  return others.length === 0 ? isFirst : { 'Fn::Or': [isFirst, isAnyOf(others)] };
}

/** The accounts that are copied into also allow accounts of the organization. */
function keyPolicy(vault: BaselineVault): JsonObject {
  const own = policyDocument(vaultKeyStatements(ACCOUNT, vault.copyTargets));
  const { copiesFromOrganization: organizationId } = vault.access;
  if (!isCopiedInto(vault) || organizationId === undefined) return own;
  const ifCopiedInto = (statement: JsonObject) => ({
    'Fn::If': [copyCondition(vault), statement, { Ref: 'AWS::NoValue' }],
  });
  const { Statement: more } = policyDocument(copiesFromOrganization(organizationId));
  return { ...own, Statement: [...own.Statement, ...more.map(ifCopiedInto)] };
}

function keyResources(vault: BaselineVault, tags: MemberBaseline['tags']): NamedResource[] {
  const { alias, description, tag } = vaultKeyNames(vault.name);
  const key = {
    Description: description,
    EnableKeyRotation: true,
    KeyPolicy: keyPolicy(vault),
    Tags: tagList({ ...tags, Name: tag }),
  };
  const properties = { AliasName: alias, TargetKeyId: { Ref: keyId(vault) } };
  return [
    [keyId(vault), retained('AWS::KMS::Key', key)],
    [logicalId('Alias', vault.name), retained('AWS::KMS::Alias', properties)],
  ];
}

function vaultResource(
  vault: BaselineVault,
  encryption: JsonObject | undefined,
  tags: MemberBaseline['tags'],
): NamedResource {
  const { name, lock, access } = vault;
  const arn = `arn:aws:backup:\${AWS::Region}:${ACCOUNT}:backup-vault:${name}`;
  const properties = {
    BackupVaultName: name,
    EncryptionKeyArn: encryption,
    LockConfiguration: lock && {
      // CloudFormation requires it. No recovery point lives for less than a day.
      MinRetentionDays: lock.minRetentionDays ?? 1,
      MaxRetentionDays: lock.maxRetentionDays,
      ChangeableForDays: lock.changeableForDays,
    },
    AccessPolicy: policyDocument(vaultAccessStatements(access, arn)),
    BackupVaultTags: { ...tags, Name: name },
  };
  return [vaultId(vault), retained('AWS::Backup::BackupVault', properties)];
}
