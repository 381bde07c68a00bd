import { Fault, isHere, type Operation, type OperationContext } from '../operation';
import { vaultOf, type BackupVaultsState } from './backup-vaults';
import type { RecoveryPointsState, StandInRecoveryPoint } from './recovery-points';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** How long a recovery point shows as DELETING, in milliseconds. */
const DELETION = 60_000;

export interface RecoveryPointDeletionState extends RecoveryPointsState, BackupVaultsState {
  /** Since when, by ARN, in milliseconds since 1970. */
  readonly deleting: Map<string, number>;
}

export function emptyRecoveryPointDeletion(): Pick<RecoveryPointDeletionState, 'deleting'> {
  return { deleting: new Map() };
}

export const RECOVERY_POINT_DELETION: readonly Operation<RecoveryPointDeletionState>[] = [
  {
    action: 'backup:DescribeRecoveryPoint',
    page: `${API}DescribeRecoveryPoint.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}',
    answer: (context) => pointOf(context).point,
  },
  {
    action: 'backup:DeleteRecoveryPoint',
    page: `${API}DeleteRecoveryPoint.html`,
    route: 'DELETE /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}',
    answer: (context) => {
      const { state, clock } = context;
      const { point } = pointOf(context);
      if (vaultOf(context).vault['Locked'] === true) {
        throw new Fault('InvalidRequestException', 'Recovery points of a locked backup vault cannot be deleted.');
      }
      if (point.Status === 'DELETING') {
        throw new Fault('InvalidResourceStateException', 'The recovery point is being deleted.');
      }
      point.Status = 'DELETING';
      state.deleting.set(point.RecoveryPointArn, clock.now().getTime());
      return undefined;
    },
  },
];

function pointOf(context: OperationContext<RecoveryPointDeletionState>): StandInRecoveryPoint {
  const { input, state, clock } = context;
  const now = clock.now().getTime();
  state.recoveryPoints = state.recoveryPoints.filter(({ point }) => {
    const since = state.deleting.get(point.RecoveryPointArn);
    return since === undefined || now - since < DELETION;
  });
  const { BackupVaultName: name, RecoveryPointArn: arn } = input;
  const found = state.recoveryPoints.find(
    (one) => isHere(one, context) && one.vault === name && one.point.RecoveryPointArn === arn,
  );
  if (!found) throw new Fault('ResourceNotFoundException', `Recovery point ${arn} does not exist in vault ${name}`);
  return found;
}
