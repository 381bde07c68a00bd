import { vaultKeyNames, vaultKeyStatements } from '../backup/vault-key-policy';
import { vaultAccessStatements } from '../backup/vault-access-statements';
import { assumedBy } from '../iam/assumed-by';
import { serializeStatement } from '../iam/serialize-statement';
import type { AnyStatement } from '../iam/statement';
import { isObject, type JsonObject } from '../json-object';
import type { BaselineRole, BaselineVault, MemberBaseline } from './member-baseline';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy: 'Retain';
  readonly UpdateReplacePolicy: 'Retain';
  readonly Properties: JsonObject;
}

/** A CloudFormation template: one for every account and region, with no account in it but those that copies go to. */
export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Mappings?: JsonObject;
  readonly Conditions: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** The condition of resources that an account has once, such as roles. */
const HOME = 'HomeRegion';

/** The shared keys of vaults, by region. A mapping has a value in every region. */
const KEYS = 'SharedKeys';
const NO_KEY = 'aws-managed';

const ACCOUNT = '${AWS::AccountId}';

const ARN_OF_VAULT = `arn:aws:backup:\${AWS::Region}:${ACCOUNT}:backup-vault:`;

/**
 * The baseline as a CloudFormation template. Everything is retained: neither a removed resource, nor a removed stack, nor a
 * replacement deletes a vault, a key or a role.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-reference.html
 */
export function memberTemplate({ regions, home, roles, vaults, tags }: MemberBaseline): Template {
  const shared = vaults.filter((vault) => regions.some((region) => sharedKey(vault, region) !== undefined));
  const mapping = Object.fromEntries(
    regions.map((region) => [
      region,
      Object.fromEntries(shared.map((vault) => [vaultId(vault), sharedKey(vault, region) ?? NO_KEY])),
    ]),
  );
  const keyed = shared.filter((vault) => regions.some((region) => sharedKey(vault, region) === undefined));
  const hasKey = (vault: BaselineVault) => ({ 'Fn::Not': [{ 'Fn::Equals': [keyInMapping(vault), NO_KEY] }] });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What the backup policies of the organization need in this account and region',
    ...(shared.length === 0 ? {} : { Mappings: { [KEYS]: mapping } }),
    Conditions: {
      [HOME]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, home] },
      ...Object.fromEntries(keyed.map((vault) => [keyCondition(vault), hasKey(vault)])),
    },
    Resources: Object.fromEntries([
      ...roles.map((role) => [logicalId('Role', role.id), roleResource(role, tags)] as const),
      ...vaults.flatMap((vault): [string, TemplateResource][] => [
        ...(vault.key === 'customer-managed' ? keyResources(vault, tags) : []),
        [vaultId(vault), vaultResource(vault, encryptionKey(vault, { shared, keyed }), tags)],
      ]),
    ]),
  };
}

/** The template without white space, as CloudFormation gets it. */
export function templateText(template: Template): string {
  return JSON.stringify(template);
}

/** Letters and digits only, and another one for each name. A retained resource must keep it: it depends on nothing else. */
export function logicalId(kind: string, name: string): string {
  const escaped = name.replaceAll(/[^A-WYZa-z0-9]/g, (one) => `X${one.codePointAt(0)?.toString(16)}`);
  return `${kind}${escaped}`;
}

function vaultId({ name }: BaselineVault): string {
  return logicalId('Vault', name);
}

function keyId({ name }: BaselineVault): string {
  return logicalId('Key', name);
}

function keyCondition({ name }: BaselineVault): string {
  return logicalId('HasKey', name);
}

/** The shared key of a vault in a region, if it has one there. */
function sharedKey({ key }: BaselineVault, region: string): string | undefined {
  const found = typeof key === 'string' ? key : key[region];
  return found?.startsWith('arn:') === true ? found : undefined;
}

function keyInMapping(vault: BaselineVault): JsonObject {
  return { 'Fn::FindInMap': [KEYS, { Ref: 'AWS::Region' }, vaultId(vault)] };
}

function encryptionKey(vault: BaselineVault, { shared, keyed }: Record<'shared' | 'keyed', BaselineVault[]>) {
  if (vault.key === 'customer-managed') return { 'Fn::GetAtt': [keyId(vault), 'Arn'] };
  if (!shared.includes(vault)) return undefined;
  if (!keyed.includes(vault)) return keyInMapping(vault);
  return { 'Fn::If': [keyCondition(vault), keyInMapping(vault), { Ref: 'AWS::NoValue' }] };
}

function roleResource(role: BaselineRole, tags: MemberBaseline['tags']): TemplateResource {
  const { name, path, service, boundary, managedPolicies } = role;
  const properties = {
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: policy([assumedBy({ service, sourceAccount: ACCOUNT })]),
    PermissionsBoundary: boundary === undefined ? undefined : `arn:aws:iam::${ACCOUNT}:policy/${boundary}`,
    ManagedPolicyArns: Object.values(managedPolicies),
    Tags: tagList({ ...tags, Name: name }),
  };
  return retained('AWS::IAM::Role', properties, HOME);
}

function keyResources(vault: BaselineVault, tags: MemberBaseline['tags']): [string, TemplateResource][] {
  const { alias, description, tag } = vaultKeyNames(vault.name);
  const key = {
    Description: description,
    EnableKeyRotation: true,
    KeyPolicy: policy(vaultKeyStatements(ACCOUNT, vault.copyTargets)),
    Tags: tagList({ ...tags, Name: tag }),
  };
  return [
    [keyId(vault), retained('AWS::KMS::Key', key)],
    [
      logicalId('Alias', vault.name),
      retained('AWS::KMS::Alias', { AliasName: alias, TargetKeyId: { Ref: keyId(vault) } }),
    ],
  ];
}

function vaultResource(
  { name, lock, access }: BaselineVault,
  encryption: JsonObject | undefined,
  tags: MemberBaseline['tags'],
): TemplateResource {
  return retained('AWS::Backup::BackupVault', {
    BackupVaultName: name,
    EncryptionKeyArn: encryption,
    LockConfiguration: lock && {
      // CloudFormation requires it. No recovery point lives for less than a day.
      MinRetentionDays: lock.minRetentionDays ?? 1,
      MaxRetentionDays: lock.maxRetentionDays,
      ChangeableForDays: lock.changeableForDays,
    },
    AccessPolicy: policy(vaultAccessStatements(access, `${ARN_OF_VAULT}${name}`)),
    BackupVaultTags: { ...tags, Name: name },
  });
}

function retained(Type: string, properties: JsonObject, condition?: string): TemplateResource {
  return {
    Type,
    ...(condition === undefined ? {} : { Condition: condition }),
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: substituted(properties) as JsonObject,
  };
}

/** Without what is undefined. Texts with pseudo parameters are substituted in each account and region. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = value.replace(/^arn:aws:/, 'arn:${AWS::Partition}:');
    return text.includes('${') ? { 'Fn::Sub': text } : text;
  }
  if (Array.isArray(value)) return value.map(substituted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, substituted(inner)]));
}

/** A policy without what its statements leave out. */
function policy(statements: readonly AnyStatement[]): JsonObject {
  const Statement = statements.map(({ sid, resources, condition, ...rest }) => {
    const written = serializeStatement({ sid: '', resources: [], condition, ...rest });
    return { ...written, Sid: sid, Resource: resources, Condition: condition && written.Condition };
  });
  return { Version: '2012-10-17', Statement };
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
