import type { Finding } from '../finding';
import { deniesDeletion } from './denies-deletion';

/** The one event that tells how backup jobs end. */
const EVENT = 'BACKUP_JOB_COMPLETED';

/** A vault as AWS Backup describes it, or as the configuration wants it. */
export interface DrillableVault {
  /** Where it stands, such as `vault EC2 in ap-northeast-1`. */
  readonly path: string;
  readonly lock: 'none' | 'governance' | 'compliance';
  /** Undefined: nobody is told. */
  readonly notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  /** The vault's policy, JSON; undefined when there is none. */
  readonly accessPolicy: string | undefined;
  /** The environment's topic. */
  readonly topicArn: string;
}

/** Why a drill in a vault would leave something behind, or could prove nothing (N8). */
export function vaultNotDrillable(vault: DrillableVault): Finding[] {
  return [...locked(vault), ...deletionDenied(vault), ...nobodyTold(vault)];
}

/**
 * Either kind of lock: AWS refuses to delete a recovery point of a locked vault, whoever asks.
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
      message: `is in ${lock} lock: the recovery point that the drill makes could not be deleted`,
      remedy: 'drill in a vault without a lock in the same region: it tells the same topic',
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
      message: 'its policy denies deleting recovery points: the one that the drill makes would stay until it expires',
      remedy: 'drill in a vault without denyManualDeletion in the same region: it tells the same topic',
    },
  ];
}

function nobodyTold({ path, notifications, topicArn }: DrillableVault): Finding[] {
  const found = (message: string): Finding[] => [
    {
      rule: 'topic-not-told',
      severity: 'error',
      source: 'backupctl',
      path,
      message,
      remedy: `let it notify ${EVENT} to ${topicArn}, apply the environment's stacks, and see backupctl verify`,
    },
  ];
  if (notifications === undefined) return found('has no notifications: nobody is told how its jobs end');
  if (notifications.topicArn !== topicArn) {
    return found(`tells another topic, ${notifications.topicArn}, not the environment's`);
  }
  if (notifications.events.includes(EVENT)) return [];
  return found(`tells only ${notifications.events.join(', ')}, which does not say how backup jobs end`);
}
