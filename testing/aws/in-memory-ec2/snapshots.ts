import { awsError } from '../fake-aws';
import { filtered, listed, tagFilters, tagList } from './list';
import type { Ec2Behavior, Ec2State, Operations } from './state';

export function snapshotOperations({ images, snapshots }: Ec2State, behavior: Ec2Behavior): Operations {
  const { now = () => new Date() } = behavior;
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
    DescribeSnapshots: (input) => {
      const visible = Object.entries(snapshots).filter(([, { listedFrom = now() }]) => now() >= listedFrom);
      const found = filtered(visible, input['Filters'], ([, { description, tags }]) => ({
        description: [description],
        ...tagFilters(tags),
      }));
      const described = found.map(([SnapshotId, { description, startedAt, tags }]) => ({
        SnapshotId,
        State: 'pending',
        Description: description,
        StartTime: startedAt,
        Tags: tagList(tags),
      }));
      return listed('Snapshots', described, input);
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html */
    DeleteSnapshot: ({ SnapshotId }) => {
      const snapshot = snapshots[SnapshotId];
      if (!snapshot) throw awsError('InvalidSnapshot.NotFound', `The snapshot '${SnapshotId}' does not exist.`, 400);
      const user = Object.keys(images).find((id) => images[id]?.snapshotIds.includes(SnapshotId));
      if (user !== undefined) {
        throw awsError('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by ${user}`, 400);
      }
      if (snapshot.isLocked === true) throw awsError('OperationNotPermitted', 'The snapshot is locked.', 400);
      delete snapshots[SnapshotId];
      return {};
    },
  };
}
