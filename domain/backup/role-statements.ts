import type { PolicyStatement } from '../iam/statement';

/**
 * Lets a restore pass an instance its role again, to EC2 only (E5, R4).
 * @param roles ARNs of the instance roles, or `all`
 */
export function passInstanceRoles(roles: readonly string[] | 'all'): PolicyStatement {
  return {
    sid: 'PassInstanceRoles',
    actions: ['iam:PassRole'],
    // Every role only if the environment states `all`.
    resources: roles === 'all' ? ['*'] : [...roles],
    condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ec2.amazonaws.com'] }],
  };
}

/** The statement of a permissions boundary that allows the actions of `iam.boundaryActions` (S13). */
export const FURTHER_ACTIONS_SID = 'FurtherActions';

/** The action supports no resources: the service authorization reference lists none. */
export const DESCRIBE_FAST_SNAPSHOT_RESTORES: PolicyStatement = {
  sid: 'DescribeFastSnapshotRestores',
  actions: ['ec2:DescribeFastSnapshotRestores'],
  resources: ['*'],
};
