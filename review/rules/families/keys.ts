import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { becoming, leaving, lowerIsWorse } from '../judges';
import type { TypeRules } from '../rule';
import { KEY_RULES } from './key-rules';

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
