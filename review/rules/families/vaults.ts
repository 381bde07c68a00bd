import type { Change } from '../../diff/change';
import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { always, becoming, fewerIsWorse, lowerIsWorse } from '../judges';
import { hit, type Hit, hitWhole, type Judge, type TypeRules } from '../rule';
import { VAULT_RULES } from './vault-rules';

const isCompliance = (change: Change): boolean =>
  [change.before, change.after].some((lock) => lock?.['changeable_for_days'] !== undefined);

/** Whatever differs in a compliance lock is critical. */
function unlessCompliance(judge: Judge): Judge {
  return (difference, change, context): readonly Hit[] =>
    isCompliance(change) ? [hit(VAULT_RULES.complianceLock, difference)] : judge(difference, change, context);
}

const VAULT_ACCESS = accessJudge({
  wider: () => VAULT_RULES.opened,
  lost: VAULT_RULES.accessLost,
  narrowed: VAULT_RULES.stricter,
  same: VAULT_RULES.policyRewritten,
});

export const VAULT_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_backup_vault: {
    added: GENERAL.added,
    removed: VAULT_RULES.removed,
    replaced: VAULT_RULES.replaced,
    attributes: {
      name: VAULT_RULES.replaced,
      region: VAULT_RULES.replaced,
      provider: VAULT_RULES.replaced,
      kms_key_arn: VAULT_RULES.keyChanged,
      force_destroy: becoming(true, VAULT_RULES.forceDestroy, GENERAL.preventDestroyOn),
    },
  },
  aws_backup_vault_policy: {
    added: (change, context) => VAULT_ACCESS.added('policy', change, context),
    removed: VAULT_RULES.accessLost,
    attributes: {
      'policy/**': VAULT_ACCESS.changed(),
      backup_vault_name: VAULT_RULES.policyMoved,
    },
  },
  aws_backup_vault_lock_configuration: {
    added: (change) => [hitWhole(isCompliance(change) ? VAULT_RULES.complianceLock : VAULT_RULES.lockChanged, change)],
    removed: (change) => [
      hitWhole(isCompliance(change) ? VAULT_RULES.complianceLock : VAULT_RULES.lockRemoved, change),
    ],
    attributes: {
      changeable_for_days: VAULT_RULES.complianceLock,
      min_retention_days: unlessCompliance(lowerIsWorse(VAULT_RULES.lockWeaker, VAULT_RULES.lockChanged, 0)),
      max_retention_days: unlessCompliance(always(VAULT_RULES.lockChanged)),
      backup_vault_name: unlessCompliance(always(VAULT_RULES.lockWeaker)),
    },
  },
  aws_backup_vault_notifications: {
    added: GENERAL.added,
    removed: VAULT_RULES.notificationRemoved,
    attributes: {
      backup_vault_events: fewerIsWorse(VAULT_RULES.notificationFewer, VAULT_RULES.notificationMore),
      sns_topic_arn: VAULT_RULES.notificationMoved,
      backup_vault_name: VAULT_RULES.notificationMoved,
    },
  },
};
