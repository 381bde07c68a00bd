import type { Change } from '../../diff/change';
import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { always, becoming, fewerIsWorse, lowerIsWorse } from '../judges';
import { hit, type Hit, hitWhole, type Judge, type Rule, type TypeRules } from '../rule';

export const VAULT_RULES = {
  removed: {
    name: 'vault-removed',
    severity: 'critical',
    finds: 'a vault whose block is gone',
    why: 'prevent_destroy goes with the block: Terraform tries to destroy the vault. AWS refuses while it holds recovery points, unless force_destroy has them deleted',
    remedy: 'keep the block; to give a vault up, let its recovery points expire first',
  },
  replaced: {
    name: 'vault-replaced',
    severity: 'critical',
    finds: 'a vault that is made anew, because of its name or region',
    why: 'the old vault is to be destroyed, and new recovery points go elsewhere',
    remedy: 'keep name and region; add a second vault, and remove the old one when its recovery points have expired',
  },
  keyChanged: {
    name: 'vault-key-changed',
    severity: 'critical',
    finds: 'another key for a vault',
    why: 'a vault keeps its key for life, so the provider replaces the vault',
    remedy: 'keep the key; for another one add a second vault',
  },
  forceDestroy: {
    name: 'vault-force-destroy',
    severity: 'critical',
    finds: 'force_destroy switched on',
    why: 'destroying the vault then deletes every recovery point in it',
    remedy: 'leave force_destroy out',
  },
  complianceLock: {
    name: 'compliance-lock',
    severity: 'critical',
    finds: 'a vault lock in compliance mode that comes, goes or differs',
    why: 'after its days of grace nobody, AWS included, can shorten or remove it: what is kept too long is paid for until it expires',
    remedy: 'be sure of every number before the apply; the days of grace are the only way back',
  },
  lockRemoved: {
    name: 'vault-lock-removed',
    severity: 'high',
    finds: 'a vault lock in governance mode that is gone',
    why: 'recovery points can be deleted before their time again',
    remedy: 'keep the lock',
  },
  lockWeaker: {
    name: 'vault-lock-weaker',
    severity: 'high',
    finds: 'a vault lock with a shorter minimum retention, or on another vault',
    why: 'recovery points can be deleted sooner; between the old lock and the new one there is none',
    remedy: 'keep the minimum retention',
  },
  lockChanged: {
    name: 'vault-lock-changed',
    severity: 'medium',
    finds: 'a vault lock that is new or holds differently',
    why: 'jobs whose retention is outside of it fail',
    remedy: 'compare it with the retention of every rule and copy that goes into the vault',
  },
  opened: {
    name: 'vault-policy-opened',
    severity: 'high',
    finds: 'an access policy of a vault that allows more, or denies less',
    why: 'others may read, copy or delete recovery points',
    remedy: 'name accounts or the organization, and keep denials',
  },
  accessLost: {
    name: 'vault-policy-narrower',
    severity: 'high',
    finds: 'an access policy of a vault that lets somebody do less',
    why: 'copies into the vault fail when their account is no longer let in',
    remedy: 'see that no rule copies from there any more',
  },
  stricter: {
    name: 'vault-policy-stricter',
    severity: 'medium',
    finds: 'an access policy of a vault with more conditions or denials',
    why: 'the same accounts may do it in fewer cases',
    remedy: 'see that copies and expiry still get through',
  },
  policyRewritten: {
    name: 'vault-policy-rewritten',
    severity: 'low',
    finds: 'an access policy of a vault in other words that allow the same',
    why: 'nobody gains or loses access',
    remedy: 'nothing',
  },
  policyMoved: {
    name: 'vault-policy-moved',
    severity: 'high',
    finds: 'an access policy that is put on another vault',
    why: 'the one vault loses its policy, the other gets it',
    remedy: 'keep a policy for each vault',
  },
  notificationRemoved: {
    name: 'vault-notification-removed',
    severity: 'high',
    finds: 'a vault that no longer tells a topic what happens in it',
    why: 'failed jobs are no longer heard of',
    remedy: 'keep the notifications of every vault',
  },
  notificationFewer: {
    name: 'vault-events-fewer',
    severity: 'high',
    finds: 'events that a vault no longer tells',
    why: 'failures that these events tell are no longer heard of',
    remedy: 'keep the events, BACKUP_JOB_COMPLETED and COPY_JOB_FAILED above all',
  },
  notificationMoved: {
    name: 'vault-notification-moved',
    severity: 'high',
    finds: 'a vault that tells another topic, or another vault that tells it',
    why: 'those who listened hear no more of its failures',
    remedy: 'see who subscribes to the new topic',
  },
  notificationMore: {
    name: 'vault-events-more',
    severity: 'medium',
    finds: 'further events that a vault tells',
    why: 'subscribers get more messages, as far as their filters let them through',
    remedy: 'see that the filters of the subscriptions fit',
  },
} as const satisfies Readonly<Record<string, Rule>>;

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
