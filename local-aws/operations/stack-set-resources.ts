import {
  BackupClient,
  CreateBackupVaultCommand,
  DeleteBackupVaultCommand,
  DeleteBackupVaultAccessPolicyCommand,
  DeleteBackupVaultLockConfigurationCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-backup';
import { arnOf } from '../../modules/core/naming';
import { motoJson } from '../moto-json';
import type { MotoClient } from '../operation';
import { documentText, type Properties, RESOURCE_PAGES, type ResourceType } from './stack-set-resource-type';
import { IAM_MANAGED_POLICY, IAM_ROLE } from './stack-set-role';

/** The types of the members' template. CloudFormation does not know others: an unknown type fails. */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::ManagedPolicy': IAM_MANAGED_POLICY,
  'AWS::IAM::Role': IAM_ROLE,
  'AWS::Backup::BackupVault': {
    page: `${RESOURCE_PAGES}backup-backupvault.html`,
    name: 'BackupVaultName',
    createOnly: ['BackupVaultName', 'EncryptionKeyArn'],
    create: async (to, { options }) => {
      const { BackupVaultName, EncryptionKeyArn, BackupVaultTags } = to;
      const backup = new BackupClient(options);
      const vault = { BackupVaultName, EncryptionKeyArn, BackupVaultTags };
      const { BackupVaultArn = '' } = await backup.send(new CreateBackupVaultCommand(vault));
      await putVaultSettings(backup, to, {}).catch(async (error: unknown) => {
        // A vault without its lock does not remain.
        await backup.send(new DeleteBackupVaultCommand({ BackupVaultName }));
        throw error;
      });
      return { physicalId: BackupVaultName, attributes: { BackupVaultArn, BackupVaultName } };
    },
    update: async (to, from, { account, region, options }, name) => {
      const backup = new BackupClient(options);
      await putVaultSettings(backup, to, from);
      const Tags = to['BackupVaultTags'];
      const ResourceArn = arnOf('backup', { accountId: account, region }, `backup-vault:${name}`);
      if (Tags !== undefined) await backup.send(new TagResourceCommand({ ResourceArn, Tags }));
    },
    remove: async (_, { options }, BackupVaultName) => {
      await new BackupClient(options).send(new DeleteBackupVaultCommand({ BackupVaultName }));
    },
  },
  'AWS::KMS::Key': {
    page: `${RESOURCE_PAGES}kms-key.html`,
    name: '',
    createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion'],
    create: async (to, { options }) => {
      const { Description, KeyPolicy, EnableKeyRotation, Tags = [] } = to;
      const kmsTags = Tags.map(({ Key, Value }: any) => ({ TagKey: Key, TagValue: Value }));
      const key = { Description, Policy: documentText(KeyPolicy), Tags: kmsTags };
      const { KeyMetadata } = await motoJson(options, 'kms', 'TrentService.CreateKey', key);
      const { KeyId, Arn } = KeyMetadata;
      if (EnableKeyRotation === true) await motoJson(options, 'kms', 'TrentService.EnableKeyRotation', { KeyId });
      return { physicalId: KeyId, attributes: { Arn, KeyId } };
    },
    update: async (to, _, { options }, KeyId) => {
      const { KeyPolicy, Description = '', EnableKeyRotation } = to;
      await motoJson(options, 'kms', 'TrentService.UpdateKeyDescription', { KeyId, Description });
      if (KeyPolicy !== undefined) {
        const policy = { KeyId, PolicyName: 'default', Policy: documentText(KeyPolicy) };
        await motoJson(options, 'kms', 'TrentService.PutKeyPolicy', policy);
      }
      const rotation = EnableKeyRotation === true ? 'EnableKeyRotation' : 'DisableKeyRotation';
      await motoJson(options, 'kms', `TrentService.${rotation}`, { KeyId });
    },
    remove: async (_, { options }, KeyId) => {
      await motoJson(options, 'kms', 'TrentService.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
    },
  },
  'AWS::KMS::Alias': {
    page: `${RESOURCE_PAGES}kms-alias.html`,
    name: 'AliasName',
    createOnly: ['AliasName'],
    create: async ({ AliasName, TargetKeyId }, { options }) => {
      await motoJson(options, 'kms', 'TrentService.CreateAlias', { AliasName, TargetKeyId });
      return { physicalId: AliasName, attributes: {} };
    },
    update: async ({ TargetKeyId }, _, { options }, AliasName) => {
      await motoJson(options, 'kms', 'TrentService.UpdateAlias', { AliasName, TargetKeyId });
    },
    remove: async (_, { options }, AliasName) => {
      await motoJson(options, 'kms', 'TrentService.DeleteAlias', { AliasName });
    },
  },
  'AWS::Events::Rule': {
    page: `${RESOURCE_PAGES}events-rule.html`,
    name: 'Name',
    createOnly: ['Name', 'EventBusName'],
    create: async (to, { options }) => {
      const Arn = await putRule(options, to);
      return { physicalId: to['Name'], attributes: { Arn } };
    },
    update: async (to, _, { options }) => void (await putRule(options, to)),
    remove: async ({ Targets = [] }, { options }, Rule) => {
      const Ids = Targets.map(({ Id }: any) => Id);
      if (Ids.length > 0) await motoJson(options, 'events', 'AWSEvents.RemoveTargets', { Rule, Ids });
      await motoJson(options, 'events', 'AWSEvents.DeleteRule', { Name: Rule });
    },
  },
};

async function putVaultSettings(backup: BackupClient, to: Properties, from: Properties): Promise<void> {
  const { BackupVaultName, AccessPolicy, LockConfiguration } = to;
  if (AccessPolicy !== undefined) {
    await backup.send(new PutBackupVaultAccessPolicyCommand({ BackupVaultName, Policy: documentText(AccessPolicy) }));
  } else if (from['AccessPolicy'] !== undefined) {
    await backup.send(new DeleteBackupVaultAccessPolicyCommand({ BackupVaultName }));
  }
  if (LockConfiguration !== undefined) {
    await backup.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName, ...LockConfiguration }));
  } else if (from['LockConfiguration'] !== undefined) {
    await backup.send(new DeleteBackupVaultLockConfigurationCommand({ BackupVaultName }));
  }
}

async function putRule(options: MotoClient, to: Properties): Promise<string> {
  const { Name, Description, EventPattern, State, Targets = [], Tags } = to;
  const rule = { Name, Description, State, EventPattern: documentText(EventPattern), Tags };
  const { RuleArn } = await motoJson(options, 'events', 'AWSEvents.PutRule', rule);
  if (Targets.length > 0) await motoJson(options, 'events', 'AWSEvents.PutTargets', { Rule: Name, Targets });
  return RuleArn;
}
