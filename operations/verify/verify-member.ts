import type { BackupClient } from '@aws-sdk/client-backup';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';

import { type AccountResource, resourcesIn } from '../../domain/baseline/evaluated-template';
import type { Template } from '../../domain/baseline/template';
import { isObject, jsonText } from '../../domain/json-object';
import { comparer, type Comparison, NONE } from '../../domain/verify/comparison';
import { compareKey, type FoundKey } from '../../domain/verify/key';
import { compareStatements, statementsOf } from '../../domain/verify/policy';
import { compareRole } from '../../domain/verify/role';
import { compareTemplateVault } from '../../domain/verify/template-vault';
import { foundVault } from '../backup-vault';
import { foundKey } from './found-key';
import { foundPolicy, foundRole } from './found-role';
import { orUnknown } from './verify-environment';

/** Clients with the credentials of a member account. */
export interface MemberClients {
  /** One per region. */
  readonly backup: (region: string) => BackupClient;
  readonly kms: (region: string) => KMSClient;
  readonly iam: IAMClient;
}

interface Member {
  readonly accountId: string;
  readonly template: Template;
  readonly regions: readonly string[];
}

/** Compares the vaults, keys, roles and policies of an account with the baseline's template (M11). It only reads. */
export async function verifyMember(clients: MemberClients, member: Member): Promise<Comparison[]> {
  const { accountId, template, regions } = member;
  const comparisons: Comparison[] = [];
  for (const region of regions) {
    const resources = resourcesIn(template, { accountId, region });
    const keys = new Map<string, FoundKey>();
    // Vaults need the keys.
    const inOrder = [...resources].toSorted(([, a], [, b]) => rank(a) - rank(b));
    for (const [id, resource] of inOrder) {
      const compared = compareResource(clients, { id, resource, resources, region, accountId, keys });
      comparisons.push(...(await orUnknown({ region, subject: subjectOf(resource) }, compared)));
    }
  }
  return comparisons;
}

interface Compared {
  readonly id: string;
  readonly resource: AccountResource;
  readonly resources: ReadonlyMap<string, AccountResource>;
  readonly region: string;
  readonly accountId: string;
  /** Found keys by the logical ID. */
  readonly keys: Map<string, FoundKey>;
}

async function compareResource(clients: MemberClients, compared: Compared): Promise<Comparison[]> {
  const { resource, resources, region, accountId, keys } = compared;
  const { type, properties } = resource;
  switch (type) {
    case 'AWS::Backup::BackupVault': {
      const name = jsonText(properties['BackupVaultName']);
      // The role that reads in members may not read notifications, which the baseline does not have.
      const found = await foundVault(clients.backup(region), name, { readsNotifications: false });
      const key = properties['EncryptionKeyArn'];
      return compareTemplateVault(
        region,
        properties,
        found,
        isObject(key) ? keys.get(jsonText(key['Ref']))?.arn : undefined,
      );
    }
    case 'AWS::KMS::Alias': {
      const [alias, target] = [jsonText(properties['AliasName']), properties['TargetKeyId']];
      const keyId = isObject(target) ? jsonText(target['Ref']) : '';
      const found = await foundKey(clients.kms(region), alias);
      if (found) keys.set(keyId, found);
      return compareKey(region, alias, resources.get(keyId)?.properties ?? {}, found);
    }
    case 'AWS::IAM::Role': {
      const { RoleName, Path = '/' } = properties;
      const name = jsonText(RoleName);
      const arn = `arn:aws:iam::${accountId}:role${jsonText(Path)}${name}`;
      return compareRole(region, arn, properties, await foundRole(clients.iam, name));
    }
    case 'AWS::IAM::ManagedPolicy': {
      const { ManagedPolicyName, Path = '/', PolicyDocument } = properties;
      const arn = `arn:aws:iam::${accountId}:policy${jsonText(Path)}${jsonText(ManagedPolicyName)}`;
      const found = await foundPolicy(clients.iam, arn);
      const compare = comparer(region, subjectOf(resource));
      if (found === undefined) return [compare('policy', 'exists', NONE)];
      return compareStatements(compare, statementsOf(PolicyDocument), found);
    }
    default:
      // Keys are compared by their alias; event rules grant nothing, and a drill verifies them.
      return [];
  }
}

const rank = ({ type }: AccountResource): number => (type === 'AWS::Backup::BackupVault' ? 1 : 0);

function subjectOf({ type, properties }: AccountResource): string {
  const { BackupVaultName, AliasName, RoleName, ManagedPolicyName } = properties;
  const name = jsonText(BackupVaultName ?? AliasName ?? RoleName ?? ManagedPolicyName ?? '');
  const kinds: Readonly<Record<string, string>> = {
    'AWS::Backup::BackupVault': 'vault',
    'AWS::KMS::Alias': 'key',
    'AWS::IAM::ManagedPolicy': 'policy',
  };
  return `${kinds[type] ?? 'role'} ${name}`;
}
