import { accessRules } from '../changes/access-rules';
import { becoming, leaving, lowerIsWorse } from '../changes/judges';
import { critical, high, medium } from '../changes/rule';
import { CLAIMS_UNTAGGED, type DeployedNames, type Permission, tagged, untagged } from '../permission';
import { type Concern, terraformType } from '../terraform-type';
import { GENERAL, ownerTag } from './general';

const ACCESS = accessRules({
  policy: 'a key policy',
  opened: {
    rule: 'key-policy-opened',
    why: 'other principals may decrypt, or administer the key',
    remedy: 'name the accounts and services that need it',
  },
  narrower: {
    rule: 'key-policy-narrower',
    why: 'jobs, copies or messages that use the key fail; if no one can administer a key, no one can repair it',
    remedy: 'keep the account as administrator, and every service and account that uses the key',
  },
});

const RULES = {
  removed: critical('key-removed', {
    finds: 'a key that is removed or replaced',
    why: 'AWS deletes it after its waiting period: then no one can read what it encrypted, including recovery points',
    remedy: 'keep the key as long as anything that it encrypted; until the period ends, you can cancel the deletion',
  }),
  disabled: critical('key-disabled', {
    finds: 'a disabled key',
    why: 'no one can read what it encrypted, and jobs fail',
    remedy: 'keep it enabled',
  }),
  deletionSooner: high('key-deletion-sooner', {
    finds: 'a shorter waiting period before a key is deleted',
    why: 'afterwards no one can read what it encrypted',
    remedy: 'keep 30 days',
  }),
  rotation: high('key-rotation-off', {
    finds: 'key rotation disabled',
    why: 'if the one key material leaks, everything it encrypted is readable',
    remedy: 'keep rotation enabled',
  }),
  ...ACCESS.rules,
  alias: medium('key-alias-changed', {
    finds: 'an alias that is removed or points to another key',
    why: 'users of the alias use another key, or none',
    remedy: 'check who uses the alias',
  }),
};

const keys = (account: string): string[] => [`arn:aws:kms:*:${account}:key/*`];

/**
 * Keys are identified by tags: the alias is free to choose, and AWS assigns the ID.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
function keyPermissions(deployed: DeployedNames): Permission[] {
  const resources = keys(deployed.account);
  return [
    // A key gets its ARN only when it is created.
    { sid: 'MakeKeys', actions: ['kms:CreateKey'], resources: ['*'], conditions: tagged(deployed, 'RequestTag') },
    {
      // A new key has no tags yet, and gets all of them at once; keys with other tags stay untouched.
      sid: 'TagNewKeys',
      actions: ['kms:TagResource'],
      resources,
      conditions: [...tagged(deployed, 'RequestTag'), ...untagged(deployed)],
    },
    {
      // KMS may take five minutes to apply new tags to authorization; Terraform continues in the same second.
      sid: 'FinishNewKeys',
      actions: ['kms:CreateAlias', 'kms:EnableKeyRotation'],
      resources,
      conditions: untagged(deployed),
    },
    {
      sid: 'Keys',
      actions: [
        'kms:CreateAlias',
        'kms:DeleteAlias',
        'kms:EnableKey',
        'kms:EnableKeyRotation',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateAlias',
        'kms:UpdateKeyDescription',
      ],
      resources,
      conditions: tagged(deployed, 'ResourceTag'),
    },
  ];
}

const LATE_TAGS = 'KMS may take five minutes to apply new tags; only on keys without any of these tags';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html */
export const KEYS: Concern = {
  title: 'Keys',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_kms_key', {
      importId: '{id}',
      arn: ({ account, region, name }) => `arn:aws:kms:${region}:${account}:key/${name}`,
      permissionSet: 'vaults',
      everyRegion: true,
      actions: {
        create: ['kms:CreateKey', 'kms:EnableKeyRotation', 'kms:PutKeyPolicy', 'kms:TagResource'],
        read: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
        update: ['kms:EnableKey', 'kms:UntagResource', 'kms:UpdateKeyDescription'],
        // Nothing deletes or disables a key: an administrator does that manually.
        destroy: [],
      },
      permissions: keyPermissions,
      unscoped: {
        'kms:TagResource': CLAIMS_UNTAGGED,
        'kms:CreateAlias': LATE_TAGS,
        'kms:EnableKeyRotation': LATE_TAGS,
      },
      replacedBy: ['customer_master_key_spec', 'key_usage', 'custom_key_store_id', 'multi_region', 'xks_key_id'],
      added: ACCESS.added('policy'),
      removed: RULES.removed,
      replaced: RULES.removed,
      changes: {
        region: RULES.removed,
        provider: RULES.removed,
        'tags_all/*': ownerTag,
        'policy/**': ACCESS.changed(),
        is_enabled: becoming(false, RULES.disabled, GENERAL.protectionChanged),
        deletion_window_in_days: lowerIsWorse(RULES.deletionSooner, GENERAL.protectionChanged, 30),
        enable_key_rotation: leaving(true, RULES.rotation, GENERAL.protectionChanged),
        rotation_period_in_days: GENERAL.protectionChanged,
        customer_master_key_spec: RULES.removed,
        key_usage: RULES.removed,
        multi_region: RULES.removed,
        description: GENERAL.noEffect,
      },
    }),
    terraformType('aws_kms_alias', {
      importId: '{name}',
      arn: ({ account, region, name }) => `arn:aws:kms:${region}:${account}:${name}`,
      permissionSet: 'vaults',
      everyRegion: true,
      names: ({ keyAliases }) => keyAliases,
      actions: {
        create: ['kms:CreateAlias'],
        read: [],
        list: ['kms:ListAliases'],
        update: ['kms:UpdateAlias'],
        destroy: ['kms:DeleteAlias'],
      },
      replacedBy: ['name', 'name_prefix'],
      removed: RULES.alias,
      changes: { name: RULES.alias, target_key_id: RULES.alias },
    }),
  ],
};
