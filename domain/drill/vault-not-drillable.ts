import type { Finding } from '../finding';
import { deniesDeletion } from './denies-deletion';

/** The only event that reports how backup jobs end. */
const EVENT = 'BACKUP_JOB_COMPLETED';

/** A vault, as AWS Backup describes it or as it is configured. */
export interface DrillableVault {
  /** For messages, such as `vault EC2 in ap-northeast-1`. */
  readonly path: string;
  readonly lock: 'none' | 'governance' | 'compliance';
  /** Undefined: no notifications. */
  readonly notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  /** The vault's policy, JSON; undefined when there is none. */
  readonly accessPolicy: string | undefined;
  /** The environment's topic; undefined if the vault need not publish: events of its account are reported. */
  readonly topicArn: string | undefined;
}

/** Why a drill in a vault would leave resources behind, or could prove nothing (N8). */
export function vaultNotDrillable(vault: DrillableVault): Finding[] {
  return [...locked(vault), ...deletionDenied(vault), ...notNotified(vault)];
}

/**
 * With either mode of vault lock, AWS refuses every caller that deletes a recovery point.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
function locked({ path, lock }: DrillableVault): Finding[] {
  if (lock === 'none') return [];
  return [
    {
      rule: 'vault-locked',
      severity: 'error',
      source: 'aws',
      path,
      message: `is locked in ${lock} mode: the drill's recovery point could not be deleted`,
      remedy: 'use a vault without a lock in the same region: it notifies the same topic',
    },
  ];
}

function deletionDenied({ path, accessPolicy }: DrillableVault): Finding[] {
  if (accessPolicy === undefined || !deniesDeletion(accessPolicy)) return [];
  return [
    {
      rule: 'deletion-denied',
      severity: 'error',
      source: 'aws',
      path,
      message:
        'its policy denies deleting recovery points: the recovery point of the drill would remain until it expires',
      remedy: 'use a vault without denyManualDeletion in the same region: it notifies the same topic',
    },
  ];
}

function notNotified({ path, notifications, topicArn }: DrillableVault): Finding[] {
  if (topicArn === undefined) return [];
  const found = (message: string): Finding[] => [
    {
      rule: 'topic-not-told',
      severity: 'error',
      source: 'backupctl',
      path,
      message,
      remedy: `send its event ${EVENT} to ${topicArn}, apply the environment's stacks, and run backupctl verify`,
    },
  ];
  if (notifications === undefined) return found('has no notifications: no one learns how its jobs end');
  if (notifications.topicArn !== topicArn) {
    return found(`notifies another topic, ${notifications.topicArn}, not the environment's`);
  }
  if (notifications.events.includes(EVENT)) return [];
  return found(`sends only ${notifications.events.join(', ')}, which does not report how backup jobs end`);
}
