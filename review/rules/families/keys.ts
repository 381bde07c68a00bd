import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { becoming, leaving, lowerIsWorse } from '../judges';
import type { Rule, TypeRules } from '../rule';

export const KEY_RULES = {
  removed: {
    name: 'key-removed',
    severity: 'critical',
    finds: 'a key that is gone or made anew',
    why: 'it is scheduled for deletion: after that nothing that it encrypted can be read, recovery points among them',
    remedy: 'keep the key as long as anything that it encrypted is kept',
  },
  disabled: {
    name: 'key-disabled',
    severity: 'critical',
    finds: 'a key that is disabled',
    why: 'nothing that it encrypted can be read, and jobs fail',
    remedy: 'keep it enabled',
  },
  enabled: {
    name: 'key-enabled',
    severity: 'medium',
    finds: 'a key that is enabled again',
    why: 'what it encrypted can be read again',
    remedy: 'nothing',
  },
  deletionSooner: {
    name: 'key-deletion-sooner',
    severity: 'high',
    finds: 'fewer days in which the deletion of a key can be taken back',
    why: 'after them nothing that it encrypted can be read',
    remedy: 'keep 30 days',
  },
  deletionLater: {
    name: 'key-deletion-later',
    severity: 'medium',
    finds: 'more days in which the deletion of a key can be taken back',
    why: 'a key that is given up is paid for that much longer',
    remedy: 'nothing',
  },
  rotation: {
    name: 'key-rotation-off',
    severity: 'high',
    finds: 'a key that is not rotated any more',
    why: 'one key is used for ever: whoever gets it once reads everything',
    remedy: 'keep the rotation',
  },
  rotationOther: {
    name: 'key-rotation-changed',
    severity: 'medium',
    finds: 'a key that is rotated, or at other times',
    why: 'old data stays readable; the new key costs a little',
    remedy: 'nothing',
  },
  opened: {
    name: 'key-policy-opened',
    severity: 'high',
    finds: 'a policy of a key that allows more, or denies less',
    why: 'others may decrypt, or administer the key',
    remedy: 'name the accounts and services that need it',
  },
  accessLost: {
    name: 'key-policy-narrower',
    severity: 'high',
    finds: 'somebody who may do less with a key',
    why: 'jobs, copies or messages that use the key fail; a key that nobody may administer cannot be mended',
    remedy: 'keep the account as administrator, and every service and account that uses the key',
  },
  policyRewritten: {
    name: 'key-policy-rewritten',
    severity: 'low',
    finds: 'a policy of a key in other words that allow the same',
    why: 'nobody gains or loses access',
    remedy: 'nothing',
  },
  alias: {
    name: 'key-alias-changed',
    severity: 'medium',
    finds: 'an alias that is gone, or stands for another key',
    why: 'what names the alias uses another key, or none',
    remedy: 'see who uses the alias',
  },
} as const satisfies Readonly<Record<string, Rule>>;

const ACCESS = accessJudge({
  wider: () => KEY_RULES.opened,
  lost: KEY_RULES.accessLost,
  narrowed: KEY_RULES.accessLost,
  same: KEY_RULES.policyRewritten,
});

export const KEY_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_kms_key: {
    added: (change, context) => ACCESS.added('policy', change, context),
    removed: KEY_RULES.removed,
    replaced: KEY_RULES.removed,
    attributes: {
      region: KEY_RULES.removed,
      provider: KEY_RULES.removed,
      'policy/**': ACCESS.changed(),
      is_enabled: becoming(false, KEY_RULES.disabled, KEY_RULES.enabled),
      deletion_window_in_days: lowerIsWorse(KEY_RULES.deletionSooner, KEY_RULES.deletionLater, 30),
      enable_key_rotation: leaving(true, KEY_RULES.rotation, KEY_RULES.rotationOther),
      rotation_period_in_days: KEY_RULES.rotationOther,
      customer_master_key_spec: KEY_RULES.removed,
      key_usage: KEY_RULES.removed,
      multi_region: KEY_RULES.removed,
      description: GENERAL.description,
    },
  },
  aws_kms_alias: {
    added: GENERAL.added,
    removed: KEY_RULES.alias,
    attributes: { name: KEY_RULES.alias, target_key_id: KEY_RULES.alias },
  },
};
