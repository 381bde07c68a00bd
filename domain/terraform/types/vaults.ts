import { accessRules } from '../changes/access-rules';
import type { Change } from '../changes/change';
import { becoming, fewerIsWorse, lowerIsWorse } from '../changes/judges';
import { critical, high, type Judge, medium, type Rule } from '../changes/rule';
import { anyOf, CLAIMS_UNTAGGED, NO_RESOURCES, onlyTagged, type Permission, scopedByTags } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL, ownerTag } from './general';

const ACCESS = accessRules({
  policy: 'a vault access policy',
  opened: {
    rule: 'vault-policy-opened',
    why: 'other principals may read, copy or delete recovery points',
    remedy: 'name accounts or the organization, and keep denials',
  },
  narrower: {
    rule: 'vault-policy-narrower',
    why: 'copies into the vault fail if the policy no longer allows their account',
    remedy: 'check that no rule copies from there',
  },
  stricter: {
    rule: 'vault-policy-stricter',
    severity: 'medium',
    why: 'the same principals have access in fewer cases',
    remedy: 'check that copies and expiry still work',
  },
});

export const VAULT_RULES = {
  removed: critical('vault-removed', {
    finds: 'a vault whose block is removed',
    why: 'prevent_destroy disappears with the block, so Terraform tries to destroy the vault. AWS refuses while it contains recovery points, unless force_destroy deletes them',
    remedy: 'keep the block; to remove a vault, let its recovery points expire first',
  }),
  replaced: critical('vault-replaced', {
    finds: 'a vault that is replaced because its name or region changes',
    why: 'Terraform destroys the old vault, and new recovery points go to another one',
    remedy: 'keep name and region; add a second vault, and remove the old one when its recovery points have expired',
  }),
  keyChanged: critical('vault-key-changed', {
    finds: 'another key for a vault',
    why: 'AWS cannot change the key of a vault, so the provider replaces the vault',
    remedy: 'keep the key; add a second vault for another key',
  }),
  forceDestroy: critical('vault-force-destroy', {
    finds: 'force_destroy enabled',
    why: 'destroying the vault then deletes all its recovery points',
    remedy: 'remove force_destroy',
  }),
  complianceLock: critical('compliance-lock', {
    finds: 'a vault lock in compliance mode that is added, removed or changed',
    why: 'after the grace period no one, not even AWS, can shorten or remove it; recovery points kept too long cost money until they expire',
    remedy: 'check every number before you apply; only the grace period lets you undo it',
  }),
  lockRemoved: high('vault-lock-removed', {
    finds: 'a removed vault lock in governance mode',
    why: 'recovery points can be deleted early again',
    remedy: 'keep the lock',
  }),
  lockWeaker: high('vault-lock-weaker', {
    finds: 'a vault lock with a shorter minimum retention, or on another vault',
    why: 'recovery points can be deleted earlier; while the lock is replaced there is none',
    remedy: 'keep the minimum retention',
  }),
  lockChanged: medium('vault-lock-changed', {
    finds: 'a vault lock that is new or has other limits',
    why: 'jobs whose retention is outside the limits fail',
    remedy: 'compare the limits with the retention of every rule and copy that uses the vault',
  }),
  ...ACCESS.rules,
  policyMoved: high('vault-policy-moved', {
    finds: 'an access policy that moves to another vault',
    why: 'one vault loses its policy, the other one gets it',
    remedy: 'keep one policy per vault',
  }),
  notificationRemoved: high('vault-notification-removed', {
    finds: 'a vault that no longer publishes its events to a topic',
    why: 'no one is notified of failed jobs',
    remedy: 'keep the notifications of every vault',
  }),
  notificationFewer: high('vault-events-fewer', {
    finds: 'events that a vault no longer publishes',
    why: 'no one is notified of the failures that these events report',
    remedy: 'keep the events, above all BACKUP_JOB_COMPLETED and COPY_JOB_FAILED',
  }),
  notificationMoved: high('vault-notification-moved', {
    finds: 'vault events that go to another topic, or come from another vault',
    why: 'the recipients so far are no longer notified of failures',
    remedy: 'check who subscribes to the new topic',
  }),
  notificationMore: medium('vault-events-more', {
    finds: 'more events that a vault publishes',
    why: 'subscribers get more messages, if their filters let them through',
    remedy: 'check the filters of the subscriptions',
  }),
};

const isCompliance = ({ before, after }: Change): boolean =>
  [before, after].some((lock) => lock?.['changeable_for_days'] !== undefined);

/** Every change of a compliance lock is critical. */
const unlessCompliance =
  (judge: Judge): Judge =>
  (difference, change, context) =>
    isCompliance(change) ? VAULT_RULES.complianceLock : judge(difference, change, context);

const lock =
  (rule: Rule) =>
  (change: Change): Rule =>
    isCompliance(change) ? VAULT_RULES.complianceLock : rule;

const arn = ({ account, region, name }: ResourceName): string =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
const shared = { arn, permissionSet: 'vaults', everyRegion: true } as const;

/** What `CreateBackupVault` needs in addition; the action supports no resource-level permissions. */
const STORAGE: Permission = { sid: 'VaultStorage', actions: ['backup-storage:MountCapsule'], resources: ['*'] };

const KEY_ACTIONS = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'];

/** Any key of the account may encrypt a vault; only AWS Backup gets grants for it. */
const keysOfVaults = (account: string): Permission => ({
  sid: 'KeysOfVaults',
  actions: KEY_ACTIONS,
  resources: [`arn:aws:kms:*:${account}:key/*`],
  conditions: [anyOf('kms:ViaService', ['backup.*.amazonaws.com'], 'StringLike')],
});

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html */
export const VAULTS: Concern = {
  title: 'Vaults',
  rules: Object.values(VAULT_RULES),
  types: [
    terraformType('aws_backup_vault', {
      importId: '{name}',
      ...shared,
      actions: {
        create: ['backup:CreateBackupVault', 'backup:TagResource'],
        read: ['backup:DescribeBackupVault', 'backup:ListTags'],
        update: ['backup:UntagResource'],
        // Nothing deletes a vault or a recovery point: an administrator does that manually.
        destroy: [],
      },
      permissions: (deployed, own) => [
        ...scopedByTags(deployed, own, { create: 'backup:CreateBackupVault', tag: 'backup:TagResource' }),
        STORAGE,
        keysOfVaults(deployed.account),
      ],
      unscoped: {
        'backup:TagResource': CLAIMS_UNTAGGED,
        'backup-storage:MountCapsule': NO_RESOURCES,
        ...Object.fromEntries(
          KEY_ACTIONS.map((action) => [action, 'any key may encrypt a vault; only through AWS Backup']),
        ),
      },
      replacedBy: ['name', 'kms_key_arn'],
      removed: VAULT_RULES.removed,
      replaced: VAULT_RULES.replaced,
      changes: {
        name: VAULT_RULES.replaced,
        region: VAULT_RULES.replaced,
        provider: VAULT_RULES.replaced,
        'tags_all/*': ownerTag,
        kms_key_arn: VAULT_RULES.keyChanged,
        force_destroy: becoming(true, VAULT_RULES.forceDestroy, GENERAL.protectionAdded),
      },
    }),
    terraformType('aws_backup_vault_policy', {
      importId: '{backup_vault_name}',
      ...shared,
      actions: {
        create: ['backup:PutBackupVaultAccessPolicy'],
        read: ['backup:GetBackupVaultAccessPolicy'],
        update: [],
        destroy: ['backup:DeleteBackupVaultAccessPolicy'],
      },
      permissions: onlyTagged,
      replacedBy: ['backup_vault_name'],
      added: ACCESS.added('policy', { argument: 'backup_vault_name', type: 'aws_backup_vault' }),
      removed: ACCESS.rules.narrower,
      changes: { 'policy/**': ACCESS.changed(), backup_vault_name: VAULT_RULES.policyMoved },
    }),
    terraformType('aws_backup_vault_lock_configuration', {
      importId: '{backup_vault_name}',
      ...shared,
      actions: {
        create: ['backup:PutBackupVaultLockConfiguration'],
        read: ['backup:DescribeBackupVault'],
        update: [],
        destroy: ['backup:DeleteBackupVaultLockConfiguration'],
      },
      permissions: onlyTagged,
      replacedBy: ['*'],
      added: lock(VAULT_RULES.lockChanged),
      removed: lock(VAULT_RULES.lockRemoved),
      changes: {
        changeable_for_days: VAULT_RULES.complianceLock,
        min_retention_days: unlessCompliance(lowerIsWorse(VAULT_RULES.lockWeaker, VAULT_RULES.lockChanged, 0)),
        max_retention_days: unlessCompliance(() => VAULT_RULES.lockChanged),
        backup_vault_name: unlessCompliance(() => VAULT_RULES.lockWeaker),
      },
    }),
    terraformType('aws_backup_vault_notifications', {
      importId: '{backup_vault_name}',
      ...shared,
      actions: {
        create: ['backup:PutBackupVaultNotifications'],
        read: ['backup:GetBackupVaultNotifications'],
        update: [],
        destroy: ['backup:DeleteBackupVaultNotifications'],
      },
      permissions: onlyTagged,
      replacedBy: ['*'],
      removed: VAULT_RULES.notificationRemoved,
      changes: {
        backup_vault_events: fewerIsWorse(VAULT_RULES.notificationFewer, VAULT_RULES.notificationMore),
        sns_topic_arn: VAULT_RULES.notificationMoved,
        backup_vault_name: VAULT_RULES.notificationMoved,
      },
    }),
  ],
};
